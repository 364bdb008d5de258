#include "streams/region_log_sink.h"

#include <algorithm>

#include "storage/base/check.h"

namespace meridian {

RegionLogSink::RegionLogSink(LogIdentity identity, WriterState writer)
    : identity_(std::move(identity)), writer_(std::move(writer)) {}

LogBatch RegionLogSink::Header(Partition partition) const {
  LogBatch batch;
  batch.origin = identity_.origin;
  batch.epoch = identity_.epoch;
  batch.partition = static_cast<uint16_t>(partition);
  batch.partitions = identity_.partitions;
  batch.horizon = writer_.horizon(partition);
  batch.clock = writer_.clock();
  return batch;
}

SinkStrategy::Message RegionLogSink::Pack(Partition partition,
                                          const std::deque<ChangePtr>& waiting) {
  CHECK(!waiting.empty());
  LogBatch batch = Header(partition);
  batch.first_sequence = waiting.front()->sequence;
  size_t count = 0;
  for (const ChangePtr& change : waiting) {
    if (count == kBatchChangesMax) break;
    // The pair of the store's own check: what leaves is dense.
    CHECK(change->sequence == batch.first_sequence + count && change->sequence != 0);
    const size_t before = batch.changes.size();
    AppendChange(*change, /*for_log=*/true, &batch.changes);
    if (count > 0 && batch.changes.size() > kBatchBytesMax) {
      batch.changes.resize(before);
      break;
    }
    batch.last_sequence = change->sequence;
    batch.catalog_sequence = std::max(batch.catalog_sequence, change->catalog_sequence);
    ++count;
  }
  return {identity_.TopicOf(partition), identity_.KafkaPartitionOf(partition), EncodeBatch(batch),
          count};
}

std::vector<SinkStrategy::Message> RegionLogSink::Snapshot(const std::vector<Register>& registers,
                                                           uint64_t published) const {
  std::vector<Message> messages;
  size_t at = 0;
  do {
    LogBatch batch = Header(kControlPartition);
    size_t bytes = 0;
    for (; at < registers.size() && bytes < kBatchBytesMax; ++at) {
      bytes += registers[at].name.size() + registers[at].value.size();
      batch.snapshot.push_back(registers[at]);
    }
    // Only the last stands for anything: a reader that comes to the topic's end between two of them
    // must not take the catalog for whole.
    if (at == registers.size()) batch.last_sequence = published;
    messages.push_back({identity_.TopicOf(kControlPartition), 0, EncodeBatch(batch), 0});
  } while (at < registers.size());
  return messages;
}

}  // namespace meridian
