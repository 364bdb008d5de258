#include "streams/log_start.h"

#include "storage/base/log.h"

namespace meridian {
namespace {

// Enough for one change: only the first is looked at.
constexpr size_t kFirstChangeBytes = 1;
constexpr std::chrono::milliseconds kBackoffMin{100};
constexpr std::chrono::milliseconds kBackoffMax{2000};
// With kGoOn the first look may take so long: a broker that isn't there is asked for longer than a
// node that needn't know should wait.
constexpr std::chrono::milliseconds kGoOnAfter{3000};

const char* ReasonOf(LogVerdict verdict) {
  switch (verdict) {
    case LogVerdict::kGoOn: break;
    case LogVerdict::kLogAhead:
      return "the log has changes that this data directory doesn't: it is an older copy. Rebuild "
             "the region from its peers in an empty data directory";
    case LogVerdict::kLogBehind:
      return "the log lacks changes that were published: Kafka lost data. Restore the topic, or "
             "let the region begin a new log";
    case LogVerdict::kGap:
      return "the store's change log contradicts its counters: the data directory is damaged. "
             "Rebuild the region from its peers in an empty data directory";
    case LogVerdict::kOtherRegion:
      return "another region writes to this topic. Check region.name and kafka.bootstrap";
    case LogVerdict::kOtherIncarnation:
      return "the log was written from another data directory. Start with that one, or let the "
             "region begin a new log";
    case LogVerdict::kOtherEpoch:
      return "a later log of this region exists: this data directory is an older copy. Rebuild the "
             "region from its peers in an empty data directory";
    case LogVerdict::kOtherPartitions:
      return "the log was written with another number of partitions. Check storage.partitions";
  }
  return "the log is as it should be";
}

}  // namespace

std::string LogIdentity::TopicOf(Partition partition) const {
  return partition == kControlPartition ? ControlTopic(origin.region)
                                        : LogTopic(origin.region, epoch);
}

int32_t LogIdentity::KafkaPartitionOf(Partition partition) const {
  return partition == kControlPartition ? 0 : static_cast<int32_t>(partition);
}

LogVerdict JudgeLog(const PartitionTail& tail, const StoredLog& stored,
                    const LogIdentity& identity) {
  if (stored.published > stored.last) return LogVerdict::kGap;
  if (!tail.last) {
    const bool expired = tail.end > 0;
    return stored.published == 0 || expired ? LogVerdict::kGoOn : LogVerdict::kLogBehind;
  }
  if (tail.last->origin.region != identity.origin.region) return LogVerdict::kOtherRegion;
  if (tail.last->origin != identity.origin) return LogVerdict::kOtherIncarnation;
  // The control topic is older than the current epoch of the log.
  if (tail.last->epoch > identity.epoch) return LogVerdict::kOtherEpoch;
  if (tail.last->partitions != identity.partitions) return LogVerdict::kOtherPartitions;
  if (tail.last->last_sequence > stored.last) return LogVerdict::kLogAhead;
  if (tail.last->last_sequence < stored.published) return LogVerdict::kLogBehind;
  return LogVerdict::kGoOn;
}

Error RefusalOf(LogVerdict verdict, Partition partition, const PartitionTail& tail,
                const StoredLog& stored, const LogIdentity& identity) {
  CHECK(verdict != LogVerdict::kGoOn);
  std::string where =
      identity.TopicOf(partition) + "/" + std::to_string(identity.KafkaPartitionOf(partition));
  std::string numbers = tail.last ? "the log ends at " + std::to_string(tail.last->last_sequence) +
                                        " by " + tail.last->origin.ToString()
                                  : std::string("the log is empty");
  numbers += ", the store at " + std::to_string(stored.last) + " (published " +
             std::to_string(stored.published) + ") by " + identity.origin.ToString();
  return {Errc::kInUse, where + ": " + numbers + "; " + ReasonOf(verdict)};
}

Result<std::map<Partition, StoredLog>> ReadStoredLog(ChangeSource& source) {
  std::map<Partition, StoredLog> stored;
  for (const Partition partition : source.Partitions()) {
    StoredLog& log = stored[partition];
    const uint64_t cursor = source.Cursor(partition, Sink::kRegionLog);
    // Before the page: what is committed in between must not pass for published.
    log.last = source.LastSequence(partition);
    TRY(const auto page, source.Read(partition, Sink::kRegionLog, cursor, kFirstChangeBytes));
    log.published = page.changes.empty() ? log.last : page.changes.front()->sequence - 1;
  }
  return stored;
}

struct LogCheck::State : std::enable_shared_from_this<LogCheck::State> {
  ChangeSource& source;
  Bus& bus;
  LogIdentity identity;
  LogProgress published_at_least;
  UniqueFunction<void(Result<LogProgress>)> done;

  std::map<Partition, StoredLog> stored;
  std::map<Partition, PartitionTail> tails;
  std::vector<std::unique_ptr<TailReader>> readers;

  State(ChangeSource& s, Bus& b, LogIdentity i, LogProgress p,
        UniqueFunction<void(Result<LogProgress>)> d)
      : source(s),
        bus(b),
        identity(std::move(i)),
        published_at_least(std::move(p)),
        done(std::move(d)) {}

  void Begin() {
    auto topics =
        RegionTopics(identity.origin.region, identity.epoch, identity.partitions, identity.topics);
    bus.EnsureTopics(std::move(topics), [weak = weak_from_this()](Status made) {
      const auto self = weak.lock();
      if (!self) return;
      if (!made) return self->Finish(std::move(made).error());
      self->ReadTails();
    });
  }

  void ReadTails() {
    auto read = ReadStoredLog(source);
    if (!read) return Finish(std::move(read).error());
    stored = *std::move(read);
    for (auto& [partition, sequence] : published_at_least) {
      StoredLog& log = stored[partition];
      log.published = std::max(log.published, sequence);
    }
    for (const auto& [partition, log] : stored) {
      readers.push_back(std::make_unique<TailReader>(
          bus, identity.TopicOf(partition), identity.KafkaPartitionOf(partition), log.published,
          [weak = weak_from_this(), partition = partition](Result<PartitionTail> tail) {
            if (const auto self = weak.lock()) self->OnTail(partition, std::move(tail));
          }));
    }
  }

  void OnTail(Partition partition, Result<PartitionTail> tail) {
    if (!done) return;
    if (!tail) {
      Error error = std::move(tail).error();
      error.message = identity.TopicOf(partition) + ": " + error.message;
      return Finish(std::move(error));
    }
    tails[partition] = *std::move(tail);
    if (tails.size() == stored.size()) Finish(Judge());
  }

  Result<LogProgress> Judge() {
    LogProgress progress;
    for (auto& [partition, log] : stored) {
      const PartitionTail& tail = tails[partition];
      // Read again: the tail may hold what was committed after the first reading.
      log.last = source.LastSequence(partition);
      const LogVerdict verdict = JudgeLog(tail, log, identity);
      if (verdict != LogVerdict::kGoOn) return RefusalOf(verdict, partition, tail, log, identity);
      const uint64_t in_log = tail.last ? tail.last->last_sequence : 0;
      progress[partition] = std::max(in_log, log.published);
    }
    return progress;
  }

  void Finish(Result<LogProgress> result) {
    const auto keep = shared_from_this();
    if (done) std::exchange(done, nullptr)(std::move(result));
  }
};

LogCheck::LogCheck(ChangeSource& source, Bus& bus, LogIdentity identity,
                   LogProgress published_at_least, UniqueFunction<void(Result<LogProgress>)> done)
    : state_(std::make_shared<State>(source, bus, std::move(identity),
                                     std::move(published_at_least), std::move(done))) {
  state_->Begin();
}

LogCheck::~LogCheck() { state_->done = nullptr; }

struct LogStart::State : std::enable_shared_from_this<LogStart::State> {
  ChangeSource& source;
  Bus& bus;
  Scheduler& scheduler;
  LogIdentity identity;
  WithoutLog without_log;

  State(ChangeSource& s, Bus& b, Scheduler& on, LogIdentity i, WithoutLog w)
      : source(s), bus(b), scheduler(on), identity(std::move(i)), without_log(w) {}

  UniqueFunction<void(Status)> done;
  std::chrono::milliseconds backoff = kBackoffMin;
  std::unique_ptr<LogCheck> check;

  void Look() {
    check = std::make_unique<LogCheck>(source, bus, identity, LogProgress(),
                                       [this](Result<LogProgress> r) { OnChecked(std::move(r)); });
  }

  void GoOnInTime() {
    scheduler.After(kGoOnAfter, [weak = weak_from_this()] {
      const auto self = weak.lock();
      if (!self || !self->done) return;
      self->check.reset();
      self->OnChecked(Error{Errc::kUnavailable, "The region's Kafka doesn't answer"});
    });
  }

  void OnChecked(Result<LogProgress> result) {
    if (result) return std::exchange(done, nullptr)(OkStatus());
    const Error& error = result.error();
    if (error.code == Errc::kInUse) return std::exchange(done, nullptr)(error);
    LogWarn("log_start.unreadable", {{"cause", error.message}});
    if (without_log == WithoutLog::kGoOn) return std::exchange(done, nullptr)(OkStatus());
    scheduler.After(backoff, [weak = weak_from_this()] {
      if (const auto self = weak.lock()) self->Look();
    });
    backoff = std::min(2 * backoff, kBackoffMax);
  }
};

LogStart::LogStart(ChangeSource& source, Bus& bus, Scheduler& scheduler, LogIdentity identity,
                   WithoutLog without_log)
    : state_(std::make_shared<State>(source, bus, scheduler, std::move(identity), without_log)) {}

LogStart::~LogStart() = default;

void LogStart::Run(UniqueFunction<void(Status)> done) {
  CHECK(!state_->done);
  state_->done = std::move(done);
  state_->Look();
  if (state_->without_log == WithoutLog::kGoOn) state_->GoOnInTime();
}

}  // namespace meridian
