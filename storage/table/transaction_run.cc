#include "storage/table/transaction_run.h"

#include <algorithm>

#include "storage/base/check.h"
#include "storage/base/log.h"
#include "storage/table/transaction_codec.h"

namespace meridian {
namespace {

using Fate = TransactionOutcome::Fate;

// How long until a shard that refused is asked again; it reopens as often.
constexpr std::chrono::milliseconds kRetryInterval{200};

// Whether the turn of this error may be on disk all the same.
bool MayBeWritten(const Error& error) { return error.code == Errc::kInternal; }

Error Unknown() {
  return Error{Errc::kInternal, "The disk refused the write; its outcome is unknown"};
}

}  // namespace

TransactionRun::TransactionRun(Ground& ground, const TransactionId& id,
                               std::vector<TransactionWrite> writes,
                               std::optional<TransactionToken> token, Done done)
    : ground_(ground),
      region_(ground.region),
      record_(std::make_shared<TransactionRecord>(id)),
      writes_(std::move(writes)),
      reasons_(writes_.size()),
      token_(std::move(token)),
      done_(std::move(done)) {
  CHECK(!writes_.empty());
  for (size_t i = 0; i < writes_.size(); ++i) {
    AddTo(region_.map().OfSlot(writes_[i].key.slot), i);
  }
  coordinator_ = region_.map().OfSlot(writes_.front().key.slot);
}

TransactionRun::TransactionRun(Ground& ground, TransactionPtr record, Partition coordinator,
                               const std::vector<Partition>& partitions)
    : ground_(ground),
      region_(ground.region),
      record_(std::move(record)),
      coordinator_(coordinator) {
  for (const Partition partition : partitions) AddTo(partition, std::nullopt);
  for (Group& group : groups_) group.touched = true;
}

void TransactionRun::AddTo(Partition partition, std::optional<size_t> write) {
  const ShardIndex shard = region_.map().ShardOf(partition);
  auto group = std::find_if(groups_.begin(), groups_.end(), [&](const Group& one) {
    return region_.map().ShardOf(one.leader) == shard;
  });
  if (group == groups_.end()) {
    group = groups_.emplace(groups_.end());
    group->leader = partition;
  }
  if (write.has_value()) group->writes.push_back(*write);
  const auto at = std::find(group->partitions.begin(), group->partitions.end(), partition);
  if (at == group->partitions.end()) group->partitions.push_back(partition);
}

void TransactionRun::Start() {
  if (groups_.size() == 1) return WriteWhole();
  Prepare();
}

void TransactionRun::Resume() {
  if (record_->decision() != nullptr) return CarryOut();
  UndoAll();
}

// --- In one shard.

Result<std::vector<JudgedWrite>> TransactionRun::JudgeGroup(Group& group, Turn& turn) {
  std::vector<TransactionWrite*> writes;
  std::vector<std::optional<Error>*> reasons;
  for (const size_t index : group.writes) {
    writes.push_back(&writes_[index]);
    reasons.push_back(&reasons_[index]);
  }
  return Judge(In(turn), writes, reasons);
}

void TransactionRun::WriteWhole() {
  region_.shard(coordinator_)
      .Submit(
          [self = shared_from_this()](Turn& turn) -> Status {
            if (self->token_.has_value()) {
              TRY(self->decided_before_, self->ground_.tokens.Find(turn, *self->token_));
              if (self->decided_before_.has_value()) return OkStatus();
            }
            TRY(auto judged, self->JudgeGroup(self->groups_.front(), turn));
            if (judged.empty()) return OkStatus();
            TRY(self->carried_out_,
                meridian::WriteWhole(self->In(turn), self->record_->id(), std::move(judged)));
            if (self->token_.has_value()) self->ground_.tokens.Use(turn, *self->token_);
            return OkStatus();
          },
          [self = shared_from_this()](Status status) {
            self->EndToken();
            if (!status) return self->Answer(std::move(status).error());
            if (self->decided_before_.has_value()) {
              return self->Answer(TransactionOutcome{*self->decided_before_, {}});
            }
            if (self->Cancelled()) {
              return self->Answer(TransactionOutcome{Fate::kCancelled, self->reasons_});
            }
            self->AwaitLog();
          });
}

// --- Over several shards.

void TransactionRun::Prepare() {
  waiting_ = groups_.size();
  for (Group& group : groups_) {
    region_.shard(group.leader)
        .Submit(
            [self = shared_from_this(), &group](Turn& turn) -> Status {
              TRY(auto judged, self->JudgeGroup(group, turn));
              if (judged.empty()) return OkStatus();
              group.parts = meridian::Prepare(self->In(turn), self->record_, self->coordinator_,
                                              std::move(judged));
              group.touched = true;
              return OkStatus();
            },
            [self = shared_from_this(), &group](Status status) {
              if (!status) {
                group.touched = group.touched && MayBeWritten(status.error());
                self->Fail(std::move(status).error());
              }
              self->Join(&TransactionRun::Prepared);
            });
  }
}

void TransactionRun::Prepared() {
  if (failure_.has_value()) {
    // What is undone was never written.
    if (MayBeWritten(*failure_)) {
      failure_ = Error{Errc::kUnavailable, "The disk refused the write; retry later"};
    }
    return UndoAll();
  }
  if (Cancelled()) return UndoAll();
  Decide();
}

void TransactionRun::Decide() {
  auto decision = std::make_shared<TransactionDecision>();
  decision->id = record_->id();
  std::vector<PreparedPart> parts;
  for (Group& group : groups_) {
    for (PreparedPart& part : group.parts) {
      decision->clock = std::max(decision->clock, part.clock);
      for (const PreparedItem& item : part.items) {
        if (item.next.has_value())
          decision->time = std::max(decision->time, item.next->version.time);
      }
      parts.push_back(std::move(part));
    }
    group.parts.clear();
  }
  decision->time = std::max(decision->time, decision->clock);
  decision->participants = ParticipantsOf(parts);
  region_.shard(coordinator_)
      .Submit(
          [self = shared_from_this(), decision](Turn& turn) -> Status {
            turn.Put(DecisionRow(self->coordinator_, decision->id), EncodeDecision(*decision));
            if (self->token_.has_value()) self->ground_.tokens.Use(turn, *self->token_);
            return OkStatus();
          },
          [self = shared_from_this(), decision](Status status) {
            if (status) {
              self->record_->Decide(*decision);
              return self->CarryOut();
            }
            const bool unknown = MayBeWritten(status.error());
            self->Fail(std::move(status).error());
            if (!unknown) return self->UndoAll();
            self->Answer(Unknown());
            self->FindDecision();
          });
}

void TransactionRun::FindDecision() {
  auto found = std::make_shared<std::optional<TransactionDecision>>();
  region_.shard(coordinator_)
      .Submit(
          [self = shared_from_this(), found](Turn& turn) -> Status {
            TRY(const auto row, turn.Get(DecisionRow(self->coordinator_, self->record_->id())));
            if (!row.has_value()) return OkStatus();
            TRY(*found, DecodeDecision(*row));
            return OkStatus();
          },
          [self = shared_from_this(), found](Status status) {
            if (!status) {
              if (status.error().code == Errc::kCancelled) return;
              return self->Later(self->coordinator_, [self] { self->FindDecision(); });
            }
            if (!found->has_value()) return self->UndoAll();
            self->record_->Decide(**std::move(found));
            self->CarryOut();
          });
}

void TransactionRun::CarryOut() {
  if (groups_.empty()) return Forget();
  waiting_ = groups_.size();
  for (Group& group : groups_) CarryOut(group);
}

void TransactionRun::CarryOut(Group& group) {
  auto done = std::make_shared<std::vector<CarriedOut>>();
  region_.shard(group.leader)
      .Submit(
          [self = shared_from_this(), &group, done](Turn& turn) -> Status {
            for (const Partition partition : group.partitions) {
              TRY(const auto part, meridian::CarryOut(self->In(turn), partition,
                                                      self->record_->id(), self->ground_.merge));
              done->insert(done->end(), part.begin(), part.end());
            }
            return OkStatus();
          },
          [self = shared_from_this(), &group, done](Status status) {
            if (!status) {
              if (status.error().code != Errc::kThrottled) self->Answer(Unknown());
              if (status.error().code == Errc::kCancelled) return;
              return self->Later(group.leader, [self, &group] { self->CarryOut(group); });
            }
            {
              const std::lock_guard lock(self->mutex_);
              self->carried_out_.insert(self->carried_out_.end(), done->begin(), done->end());
            }
            self->Join(&TransactionRun::CarriedOutAll);
          });
}

void TransactionRun::CarriedOutAll() {
  EndToken();
  Forget();
  AwaitLog();
}

void TransactionRun::Forget() {
  region_.shard(coordinator_)
      .Submit(
          [self = shared_from_this()](Turn& turn) -> Status {
            turn.Delete(DecisionRow(self->coordinator_, self->record_->id()));
            return OkStatus();
          },
          [self = shared_from_this()](Status status) {
            if (status || status.error().code == Errc::kCancelled) return;
            self->Later(self->coordinator_, [self] { self->Forget(); });
          });
}

void TransactionRun::UndoAll() {
  std::vector<Group*> touched;
  for (Group& group : groups_) {
    if (group.touched) touched.push_back(&group);
  }
  waiting_ = touched.size();
  for (Group* group : touched) Undo(*group);
  // Whoever asks again comes behind the turns that unlock.
  if (touched.empty()) EndToken();
  if (failure_.has_value()) return Answer(*failure_);
  Answer(TransactionOutcome{Fate::kCancelled, reasons_});
}

void TransactionRun::Undo(Group& group) {
  region_.shard(group.leader)
      .Submit(
          [self = shared_from_this(), &group](Turn& turn) -> Status {
            for (const Partition partition : group.partitions) {
              meridian::Undo(self->In(turn), partition, self->record_->id());
            }
            return OkStatus();
          },
          [self = shared_from_this(), &group](Status status) {
            if (status) return self->Join(&TransactionRun::EndToken);
            if (status.error().code == Errc::kCancelled) return;
            self->Later(group.leader, [self, &group] { self->Undo(group); });
          });
}

// --- Answers.

void TransactionRun::AwaitLog() {
  writes_.clear();  // The wait may be long, and the items large.
  std::vector<CarriedOut> awaited;
  for (const CarriedOut& one : carried_out_) {
    if (one.await_log && one.commit != 0) awaited.push_back(one);
  }
  if (awaited.empty()) return Answer(TransactionOutcome{Fate::kCommitted, {}});
  region_.scheduler(coordinator_).After(region_.options().log_timeout, [self = shared_from_this()] {
    self->Answer(Error{Errc::kTimeout,
                       "The region's log did not acknowledge in time; the outcome is unknown"});
  });
  auto missing = std::make_shared<std::atomic<size_t>>(awaited.size());
  for (const CarriedOut& one : awaited) {
    region_.log(one.partition)
        .WhenLogged(one.partition, one.commit, [self = shared_from_this(), missing] {
          if (missing->fetch_sub(1) == 1) self->Answer(TransactionOutcome{Fate::kCommitted, {}});
        });
  }
}

bool TransactionRun::Cancelled() const {
  return std::any_of(reasons_.begin(), reasons_.end(),
                     [](const std::optional<Error>& reason) { return reason.has_value(); });
}

void TransactionRun::Later(Partition partition, UniqueFunction<void()> again) {
  region_.scheduler(partition).After(kRetryInterval, std::move(again));
}

void TransactionRun::Join(Step next) {
  if (waiting_.fetch_sub(1) == 1) (this->*next)();
}

void TransactionRun::Fail(Error error) {
  const std::lock_guard lock(mutex_);
  if (!failure_.has_value()) failure_ = std::move(error);
}

void TransactionRun::Answer(Result<TransactionOutcome> answer) {
  Done done;
  {
    const std::lock_guard lock(mutex_);
    done = std::exchange(done_, nullptr);
  }
  if (done) done(std::move(answer));
}

void TransactionRun::EndToken() {
  if (token_.has_value()) ground_.tokens.End(*token_);
}

}  // namespace meridian
