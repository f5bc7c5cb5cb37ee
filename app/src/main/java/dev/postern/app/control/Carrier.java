package dev.postern.app.control;

import dev.postern.core.state.Observed;
import dev.postern.core.state.Snapshot;
import java.time.Duration;
import java.util.Set;

/** What carries committed changes into the kernel: the reconciler, or nothing where only the API is wanted. */
public interface Carrier {
  /** Tells which networks changed; returns at once. */
  void changed(Snapshot committed, Set<String> networks);

  /** Waits until the kernel carries this revision of these networks, or the time is over; says whether it does. */
  boolean await(long revision, Set<String> networks, Duration atMost);

  Observed observed();

  /** Carries nothing: every resource stays pending. */
  Carrier NOTHING =
      new Carrier() {
        @Override
        public void changed(Snapshot committed, Set<String> networks) {}

        @Override
        public boolean await(long revision, Set<String> networks, Duration atMost) {
          return false;
        }

        @Override
        public Observed observed() {
          return Observed.NOTHING;
        }
      };
}
