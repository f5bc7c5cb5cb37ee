"""Runs a Python function over the Lambda Runtime API. https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html"""

import http.client
import importlib
import json
import logging
import os
import sys
import time
import traceback

API = "/2018-06-01/runtime/"


class FunctionFailure(Exception):
    """What is wrong with the function's code itself: AWS's error type and message."""

    def __init__(self, error_type, message):
        super().__init__(message)
        self.error_type = error_type


class Identity:
    cognito_identity_id = None
    cognito_identity_pool_id = None


class ClientContext:
    def __init__(self, document):
        self.custom = document.get("custom") or {}
        self.env = document.get("env") or {}
        self.client = document.get("client")


class Context:
    """The second argument of a handler. https://docs.aws.amazon.com/lambda/latest/dg/python-context.html"""

    def __init__(self, headers):
        self.aws_request_id = headers["Lambda-Runtime-Aws-Request-Id"]
        self.invoked_function_arn = headers["Lambda-Runtime-Invoked-Function-Arn"]
        self.function_name = os.environ["AWS_LAMBDA_FUNCTION_NAME"]
        self.function_version = os.environ["AWS_LAMBDA_FUNCTION_VERSION"]
        self.memory_limit_in_mb = os.environ["AWS_LAMBDA_FUNCTION_MEMORY_SIZE"]
        self.log_group_name = os.environ["AWS_LAMBDA_LOG_GROUP_NAME"]
        self.log_stream_name = os.environ["AWS_LAMBDA_LOG_STREAM_NAME"]
        self.identity = Identity()
        client = headers.get("Lambda-Runtime-Client-Context")
        self.client_context = ClientContext(json.loads(client)) if client else None
        self._deadline_ms = int(headers["Lambda-Runtime-Deadline-Ms"])

    def get_remaining_time_in_millis(self):
        return max(0, self._deadline_ms - int(time.time() * 1000))

    def log(self, message):
        sys.stdout.write(str(message))


class RequestIdFilter(logging.Filter):
    request_id = ""

    def filter(self, record):
        record.aws_request_id = RequestIdFilter.request_id
        return True


def set_up_logging():
    handler = logging.StreamHandler(sys.stdout)
    formatter = logging.Formatter(
        "[%(levelname)s]\t%(asctime)s.%(msecs)03dZ\t%(aws_request_id)s\t%(message)s", "%Y-%m-%dT%H:%M:%S"
    )
    formatter.converter = time.gmtime
    handler.setFormatter(formatter)
    handler.addFilter(RequestIdFilter())
    logging.getLogger().addHandler(handler)


def load(handler):
    module_name, dot, function_name = handler.rpartition(".")
    if not dot or not module_name:
        raise FunctionFailure(
            "Runtime.MalformedHandlerName", "Bad handler '%s': not enough values to unpack (expected 2, got 1)" % handler
        )
    try:
        module = importlib.import_module(module_name.replace("/", "."))
    except ImportError as e:
        raise FunctionFailure("Runtime.ImportModuleError", "Unable to import module '%s': %s" % (module_name, e)) from e
    except SyntaxError as e:
        raise FunctionFailure("Runtime.UserCodeSyntaxError", "Syntax error in module '%s': %s" % (module_name, e)) from e
    if not hasattr(module, function_name):
        raise FunctionFailure(
            "Runtime.HandlerNotFound", "Handler '%s' missing on module '%s'" % (function_name, module_name)
        )
    return getattr(module, function_name)


def error_of(e, request_id):
    """AWS's error document: the trace without the frames of this file."""
    own = os.path.abspath(__file__)
    frames = [f for f in traceback.extract_tb(e.__traceback__) if os.path.abspath(f.filename) != own and not f.filename.startswith("<frozen")]
    failure = isinstance(e, FunctionFailure)
    return {
        "errorMessage": str(e),
        "errorType": e.error_type if failure else type(e).__name__,
        "requestId": request_id,
        "stackTrace": [] if failure else traceback.format_list(frames),
    }


def print_error(error):
    trace = "Traceback (most recent call last):\n" + "".join(error["stackTrace"]) if error["stackTrace"] else ""
    print("[ERROR] %s: %s\n%s" % (error["errorType"], error["errorMessage"], trace), flush=True)


def marshal(result):
    try:
        return json.dumps(result, ensure_ascii=False).encode("utf-8", "surrogatepass")
    except (TypeError, ValueError) as e:
        raise FunctionFailure("Runtime.MarshalError", "Unable to marshal response: %s" % e) from e


class Api:
    def __init__(self):
        self.connection = http.client.HTTPConnection(os.environ["AWS_LAMBDA_RUNTIME_API"])

    def next(self):
        self.connection.request("GET", API + "invocation/next")
        response = self.connection.getresponse()
        return response.headers, response.read()

    def post(self, path, body, error_type=None):
        headers = {"Content-Type": "application/json"}
        if error_type:
            headers["Lambda-Runtime-Function-Error-Type"] = error_type
        self.connection.request("POST", API + path, body, headers)
        self.connection.getresponse().read()


def run(api, handler):
    headers, event = api.next()
    context = Context(headers)
    request_id = RequestIdFilter.request_id = context.aws_request_id
    os.environ["_X_AMZN_TRACE_ID"] = headers.get("Lambda-Runtime-Trace-Id", "")
    try:
        body = marshal(handler(json.loads(event), context))
    except Exception as e:
        error = error_of(e, request_id)
        print_error(error)
        api.post("invocation/%s/error" % request_id, json.dumps(error), error["errorType"])
    else:
        sys.stdout.flush()
        sys.stderr.flush()
        api.post("invocation/%s/response" % request_id, body)


def main():
    sys.path[0] = os.environ["LAMBDA_TASK_ROOT"]
    set_up_logging()
    api = Api()
    try:
        handler = load(os.environ["_HANDLER"])
    except Exception as e:
        error = error_of(e, "")
        print_error(error)
        api.post("init/error", json.dumps(error), error["errorType"])
        sys.exit(1)
    while True:
        run(api, handler)


main()
