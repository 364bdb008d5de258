#include "replicator/probe.h"

namespace meridian {

ReplicatorProbe::ReplicatorProbe(Metrics& metrics, const std::vector<std::string>& sources)
    : purged_(metrics.AddCounter("meridian_replicator_tombstones_purged_total",
                                 "Tombstones removed below the stable horizon")),
      horizon_age_(metrics.AddGauge("meridian_replicator_horizon_age_seconds",
                                    "How far the oldest stable horizon is behind the clock")),
      backfills_(metrics.AddGauge("meridian_replicator_backfills_count",
                                  "Replicas of tables being filled here")) {
  for (const std::string& source : sources) {
    const Labels labels{{"source", source}};
    links_.emplace(
        source,
        Instruments{
            .live = metrics.AddGauge("meridian_replicator_link_live_bool",
                                     "1 while the link applies and is not behind", labels),
            .state = metrics.AddGauge("meridian_replicator_link_state_code",
                                      "0 connecting, 1 catch-up, 2 live, 3 paused, 4 quarantined, "
                                      "5 failed",
                                      labels),
            .lag = metrics.AddGauge("meridian_replicator_lag_seconds",
                                    "Age of the source's newest watermark that is applied here",
                                    labels),
            .pending = metrics.AddGauge(
                "meridian_replicator_pending_records",
                "Changes that the source has and this region hasn't applied", labels),
            .parked = metrics.AddGauge("meridian_replicator_parked_records",
                                       "Changes kept aside because they can't be applied", labels),
            .clock_offset =
                metrics.AddGauge("meridian_replicator_clock_offset_seconds",
                                 "How far the source's clock is ahead of this region's", labels),
            .applied = metrics.AddCounter("meridian_replicator_applied_records_total",
                                          "Changes of the source applied here", labels),
            .conflicts = metrics.AddCounter("meridian_replicator_conflicts_total",
                                            "Concurrent versions that lost here", labels)});
  }
}

void ReplicatorProbe::Show(const std::string& source, const Link& link) {
  Instruments& shown = links_.at(source);
  shown.live.Set(link.live ? 1 : 0);
  shown.state.Set(link.state);
  shown.lag.Set(static_cast<double>(link.lag_millis) / 1000);
  shown.pending.Set(static_cast<double>(link.pending));
  shown.parked.Set(static_cast<double>(link.parked));
  shown.clock_offset.Set(static_cast<double>(link.clock_offset_millis) / 1000);
  shown.applied.Add(static_cast<double>(link.applied - shown.applied_before));
  shown.conflicts.Add(static_cast<double>(link.conflicts - shown.conflicts_before));
  shown.applied_before = link.applied;
  shown.conflicts_before = link.conflicts;
}

}  // namespace meridian
