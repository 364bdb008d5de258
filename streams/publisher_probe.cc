#include "streams/publisher_probe.h"

namespace meridian {
namespace {

Labels For(std::string_view sink) { return {{"sink", std::string(sink)}}; }

}  // namespace

PublisherProbe::PublisherProbe(Metrics& metrics, std::string_view sink)
    : produced_records_(metrics.AddCounter("meridian_streams_produced_records_total",
                                           "Changes handed to Kafka, repeats included.",
                                           For(sink))),
      produced_bytes_(metrics.AddCounter("meridian_streams_produced_bytes_total",
                                         "Bytes of messages handed to Kafka, before compression.",
                                         For(sink))),
      published_records_(metrics.AddCounter("meridian_streams_published_records_total",
                                            "Changes that Kafka acknowledged.", For(sink))),
      produce_errors_(metrics.AddCounter("meridian_streams_produce_errors_total",
                                         "Losses of the producer, each followed by a recovery.",
                                         For(sink))),
      backlog_records_(metrics.AddGauge("meridian_streams_backlog_records",
                                        "Changes committed and not yet acknowledged by Kafka.",
                                        For(sink))),
      ack_seconds_(metrics.AddHistogram(
          "meridian_streams_ack_seconds", "From handing a message to Kafka to its acknowledgement.",
          {0.001, 0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5, 30}, For(sink))) {}

void PublisherProbe::Produced(size_t records, size_t bytes) {
  produced_records_.Add(static_cast<double>(records));
  produced_bytes_.Add(static_cast<double>(bytes));
}

void PublisherProbe::Acknowledged(size_t records, std::chrono::nanoseconds latency) {
  published_records_.Add(static_cast<double>(records));
  ack_seconds_.Observe(std::chrono::duration<double>(latency).count());
}

void PublisherProbe::Failed() { produce_errors_.Add(); }

void PublisherProbe::Backlog(uint64_t records) {
  backlog_records_.Set(static_cast<double>(records));
}

}  // namespace meridian
