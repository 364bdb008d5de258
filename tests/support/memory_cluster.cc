#include <algorithm>

#include "storage/base/check.h"
#include "tests/support/memory_bus.h"

namespace meridian {

std::chrono::milliseconds FaultPlan::Delay() const {
  if (!random || delay_max <= delay_min) return delay_min;
  const auto span = static_cast<uint64_t>((delay_max - delay_min).count()) + 1;
  return delay_min + std::chrono::milliseconds(random() % span);
}

bool FaultPlan::Strikes(double chance) const {
  if (!random || chance <= 0) return false;
  return static_cast<double>(random() >> 11) < chance * 0x1p53;
}

void MemoryCluster::MakeTopic(const TopicSpec& spec) {
  if (HasTopic(spec.name)) return;
  Topic topic{spec.config, {}};
  topic.partitions.resize(static_cast<size_t>(spec.partitions));
  topics_.emplace(spec.name, std::move(topic));
}

std::vector<std::string> MemoryCluster::TopicNames() const {
  std::vector<std::string> names;
  for (const auto& [name, topic] : topics_) names.push_back(name);
  return names;
}

std::map<std::string, std::string> MemoryCluster::TopicConfig(const std::string& topic) const {
  const auto found = topics_.find(topic);
  return found == topics_.end() ? std::map<std::string, std::string>{} : found->second.config;
}

const MemoryCluster::PartitionLog* MemoryCluster::Find(const std::string& topic,
                                                       int32_t partition) const {
  const auto found = topics_.find(topic);
  if (found == topics_.end() || partition < 0) return nullptr;
  const auto index = static_cast<size_t>(partition);
  return index < found->second.partitions.size() ? &found->second.partitions[index] : nullptr;
}

MemoryCluster::PartitionLog* MemoryCluster::Find(const std::string& topic, int32_t partition) {
  return const_cast<PartitionLog*>(std::as_const(*this).Find(topic, partition));
}

std::optional<int64_t> MemoryCluster::Append(const std::string& topic, int32_t partition,
                                             std::string payload) {
  PartitionLog* log = Find(topic, partition);
  if (log == nullptr) return std::nullopt;
  const int64_t offset = log->end();
  log->records.push_back({partition, offset, ++appended_, std::move(payload)});
  auto& watchers = watchers_[topic];
  std::erase_if(watchers, [](const auto& watcher) { return watcher.expired(); });
  for (const auto& watcher : std::vector(watchers)) {
    if (const auto woken = watcher.lock()) (*woken)(partition);
  }
  return offset;
}

int64_t MemoryCluster::First(const std::string& topic, int32_t partition) const {
  const PartitionLog* log = Find(topic, partition);
  return log == nullptr ? 0 : log->first;
}

int64_t MemoryCluster::End(const std::string& topic, int32_t partition) const {
  const PartitionLog* log = Find(topic, partition);
  return log == nullptr ? 0 : log->end();
}

const BusRecord& MemoryCluster::At(const std::string& topic, int32_t partition,
                                   int64_t offset) const {
  const PartitionLog* log = Find(topic, partition);
  CHECK(log != nullptr && offset >= log->first && offset < log->end());
  return log->records[static_cast<size_t>(offset - log->first)];
}

void MemoryCluster::DropBefore(const std::string& topic, int32_t partition, int64_t offset) {
  PartitionLog* log = Find(topic, partition);
  CHECK(log != nullptr && offset <= log->end());
  for (; log->first < offset; ++log->first) log->records.pop_front();
}

void MemoryCluster::LoseFrom(const std::string& topic, int32_t partition, int64_t offset) {
  PartitionLog* log = Find(topic, partition);
  CHECK(log != nullptr && offset >= log->first);
  while (log->end() > offset) log->records.pop_back();
}

void MemoryCluster::Damage(const std::string& topic, int32_t partition, int64_t offset) {
  PartitionLog* log = Find(topic, partition);
  CHECK(log != nullptr && offset >= log->first && offset < log->end());
  std::string& payload = log->records[static_cast<size_t>(offset - log->first)].payload;
  CHECK(!payload.empty());
  payload[payload.size() / 2] ^= 0x20;
}

void MemoryCluster::Watch(const std::string& topic, std::weak_ptr<Watcher> woken) {
  watchers_[topic].push_back(std::move(woken));
}

}  // namespace meridian
