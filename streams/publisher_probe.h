// PublisherProbe: what the publisher lets be measured. Listed in docs/operations/metrics.md.
//
// Threads: as Metrics.
#pragma once

#include <chrono>
#include <string_view>

#include "storage/base/metrics.h"

namespace meridian {

class PublisherProbe {
 public:
  // `sink` is the label that tells followers apart: "region_log", "conflicts".
  PublisherProbe(Metrics& metrics, std::string_view sink);

  void Produced(size_t records, size_t bytes);
  void Acknowledged(size_t records, std::chrono::nanoseconds latency);
  void Failed();
  // Committed and not yet acknowledged by Kafka.
  void Backlog(uint64_t records);

 private:
  Counter produced_records_;
  Counter produced_bytes_;
  Counter published_records_;
  Counter produce_errors_;
  Gauge backlog_records_;
  Histogram ack_seconds_;
};

}  // namespace meridian
