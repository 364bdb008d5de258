// Options of the replicator. Filled by config; durations and bounds say their units.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>

namespace meridian {

struct ReplicatorOptions {
  std::chrono::milliseconds heartbeat_interval{200};
  // A region not heard for so long is UNREACHABLE.
  std::chrono::milliseconds unreachable_after{5000};
  // A link at most so far behind is LIVE, else CATCHUP.
  std::chrono::milliseconds live_lag{3000};
  // A change whose origin's clock is further ahead of ours than this isn't merged (section 3).
  std::chrono::milliseconds quarantine_ahead{5000};
  // Between attempts at what failed for the moment.
  std::chrono::milliseconds retry_delay{100};
  // Between looks at a topic that is not there yet.
  std::chrono::milliseconds topic_retry_delay{1000};

  // One commit takes whole messages, until it has so many changes or bytes.
  size_t apply_changes = 256;
  size_t apply_bytes = 1 << 20;
  // Messages that wait for one partition; above, delivery is paused, and resumed at half of it.
  size_t queue_bytes_max = 8 << 20;

  // Changes of paused tables that one partition of a link may keep; above, it stops.
  size_t pending_changes_max = 100'000;

  // Tombstones purged in one commit.
  size_t purge_limit = 500;
  std::chrono::milliseconds purge_interval{1000};

  // A chunk of a snapshot ends at so many states or bytes.
  size_t chunk_states = 1000;
  size_t chunk_bytes = 1 << 20;
  // Partitions of one table that are filled at once.
  size_t backfill_parallel = 2;
  // Failures in a row after which a backfill turns to another source.
  size_t backfill_source_failures = 3;
  // Snapshots kept open for others; one not asked for so long is closed.
  size_t snapshots_max = 64;
  std::chrono::milliseconds snapshot_idle{30'000};

  // How long VerifyTable waits for a region to reach the common cut, and looks again at
  // differences.
  std::chrono::milliseconds verify_timeout{20'000};
  std::chrono::milliseconds verify_retry_delay{500};
  size_t verify_attempts = 8;
};

}  // namespace meridian
