#include "storage/base/metrics.h"

#include <gtest/gtest.h>

namespace meridian {
namespace {

TEST(MetricsTest, ShowsWhatTheInstrumentsWereTold) {
  Metrics metrics;
  Counter counter = metrics.AddCounter("meridian_test_events_total", "Events.", {{"kind", "a"}});
  metrics.AddGauge("meridian_test_depth_items", "Depth.").Set(5);
  metrics.AddHistogram("meridian_test_wait_seconds", "Wait.", {0.1, 1}).Observe(0.5);

  counter.Add();
  counter.Add(2);
  metrics.AddCounter("meridian_test_events_total", "Events.", {{"kind", "a"}}).Add();

  const std::string text = metrics.Text();
  for (const char* line :
       {"# HELP meridian_test_events_total Events.\n",
        "# TYPE meridian_test_events_total counter\n", "meridian_test_events_total{kind=\"a\"} 4\n",
        "meridian_test_depth_items 5\n", "meridian_test_wait_seconds_bucket{le=\"1\"} 1\n"}) {
    EXPECT_NE(text.find(line), std::string::npos) << line << text;
  }
}

}  // namespace
}  // namespace meridian
