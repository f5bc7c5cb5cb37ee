package dev.postern.core.action.lambda;

import dev.postern.core.action.Action;
import dev.postern.core.action.Applied;
import dev.postern.core.action.Caller;
import dev.postern.core.action.Facts;
import dev.postern.core.model.Function;
import dev.postern.core.state.Snapshot;
import software.amazon.awssdk.services.lambda.model.FunctionConfiguration;
import software.amazon.awssdk.services.lambda.model.UpdateFunctionCodeRequest;

/** Gives a function code that was stored before. <a href="https://docs.aws.amazon.com/lambda/latest/api/API_UpdateFunctionCode.html">AWS</a> */
public record UpdateFunctionCode(Function.Code code) implements Action<UpdateFunctionCodeRequest, FunctionConfiguration> {

  @Override
  public Applied<FunctionConfiguration> apply(Snapshot snapshot, Caller caller, UpdateFunctionCodeRequest request, Facts facts) {
    Function old = FunctionRef.of(caller, request.functionName(), null).find(snapshot, caller);
    Revision.require(old, request.revisionId());
    Require.only(request.publish(), false, "Publish");
    Function changed = old.withCode(code, facts.now(), Revision.next(facts));
    Snapshot next = Boolean.TRUE.equals(request.dryRun()) ? snapshot : snapshot.with(changed);
    return new Applied<>(next, observed -> FunctionView.of(changed, observed));
  }
}
