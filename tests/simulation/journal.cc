#include "tests/simulation/journal.h"

#include "streams/envelope.h"
#include "streams/topics.h"
#include "tests/simulation/trace_hash.h"

namespace meridian::simulation {

Journal::Journal(World& world, const std::vector<SimulatedTable>& tables)
    : world_(world), logs_(world.size(), std::vector<Log>(kPartitions)) {
  for (size_t table = 0; table < tables.size(); ++table) {
    for (size_t i = 0; i < tables[table].keys; ++i) {
      const std::string key = "k" + std::to_string(i);
      names_[{tables[table].id, Workload::KeyOf(key).Encoded()}] = {table, key};
    }
  }
}

void Journal::Update() {
  for (size_t region = 0; region < world_.size(); ++region) {
    const std::string topic = LogTopic(world_.at(region).name, kLogEpoch);
    for (uint16_t p = 0; p < kPartitions; ++p) {
      Log& log = logs_[region][p];
      for (; log.next_offset < world_.cluster(region).End(topic, p); ++log.next_offset) {
        Take(region, p, world_.cluster(region).At(topic, p, log.next_offset));
      }
    }
  }
}

void Journal::Take(size_t region, uint16_t partition, const BusRecord& record) {
  std::vector<Change>& changes = logs_[region][partition].changes;
  const std::string where =
      "log of " + world_.at(region).name + "/" + std::to_string(partition) + ": ";
  auto batch = DecodeBatch(record.payload);
  if (!batch) return faults_.push_back(where + batch.error().message);
  std::string_view rest = batch->changes;
  while (!rest.empty()) {
    auto taken = TakeChange(&rest);
    if (!taken || !taken->change) return faults_.push_back(where + "a change is damaged");
    if (taken->header.sequence <= changes.size()) continue;  // A run repeated.
    if (taken->header.sequence > changes.size() + 1) {
      faults_.push_back(where + "gap before " + std::to_string(taken->header.sequence));
    }
    changes.push_back(*std::move(taken->change));
  }
}

const ItemName* Journal::NameOf(const Change& change) const {
  const auto found = names_.find({change.table, change.key});
  return found == names_.end() ? nullptr : &found->second;
}

uint64_t Journal::Hash() const {
  TraceHash hash;
  for (size_t region = 0; region < world_.size(); ++region) {
    const MemoryCluster& cluster = world_.cluster(region);
    for (const std::string& topic : cluster.TopicNames()) {
      for (int32_t p = 0; p < kPartitions; ++p) {
        for (int64_t i = cluster.First(topic, p); i < cluster.End(topic, p); ++i) {
          const BusRecord& record = cluster.At(topic, p, i);
          hash.Add(static_cast<uint64_t>(record.timestamp_millis));
          hash.Add(record.payload);
        }
      }
    }
  }
  return hash.value();
}

}  // namespace meridian::simulation
