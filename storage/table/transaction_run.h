// TransactionRun: one transaction from its first turn to its last.
//
// In one shard: one turn. Over several: prepare in all of them at once, decide in the first item's
// shard, carry out in all of them, then forget the decision. If any can't prepare, what was
// prepared is undone. Once decided, carrying out is tried again until it succeeds; so is undoing. A
// decision whose write failed is looked for when the shard is back: it is there or it isn't, and
// only then is the transaction's fate known.
//
// Threads: a step begins on the executor of the shard whose turn ended the last one; nothing of two
// steps runs at once. It keeps itself alive until it is over; the region outlives it.
#pragma once

#include <atomic>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

#include "storage/table/transaction_tokens.h"
#include "storage/table/transaction_turns.h"

namespace meridian {

class TransactionRun : public std::enable_shared_from_this<TransactionRun> {
 public:
  using Done = UniqueFunction<void(Result<TransactionOutcome>)>;

  // What every transaction of a region works with. Outlives every run.
  struct Ground {
    Region& region;
    const SettingsStore& settings;
    TransactionTokens& tokens;
    MergeFn merge;
  };

  // A new transaction. If it has a token, Begin has said that the token is free.
  TransactionRun(Ground& ground, const TransactionId& id, std::vector<TransactionWrite> writes,
                 std::optional<TransactionToken> token, Done done);
  // One that a crash interrupted, prepared in `partitions`. Nobody waits for its answer.
  TransactionRun(Ground& ground, TransactionPtr record, Partition coordinator,
                 const std::vector<Partition>& partitions);

  void Start();
  // For one that a crash interrupted: carries it out if it is decided, else undoes it.
  void Resume();

 private:
  // What is in one shard.
  struct Group {
    Partition leader{0};  // Any partition of the shard.
    std::vector<size_t> writes;
    std::vector<Partition> partitions;
    std::vector<PreparedPart> parts;  // Once prepared.
    bool touched = false;             // Something of it may be on disk.
  };
  using Step = void (TransactionRun::*)();

  void AddTo(Partition partition, std::optional<size_t> write);
  TransactionTurn In(Turn& turn) const { return {region_, ground_.settings.View(), turn}; }
  Result<std::vector<JudgedWrite>> JudgeGroup(Group& group, Turn& turn);
  void WriteWhole();
  void Prepare();
  void Prepared();
  void Decide();
  void FindDecision();
  void CarryOut();
  void CarryOut(Group& group);
  void CarriedOutAll();
  void AwaitLog();
  void Forget();
  void UndoAll();
  void Undo(Group& group);

  bool Cancelled() const;
  // Runs `again` a while later: the shard refused.
  void Later(Partition partition, UniqueFunction<void()> again);
  // One of the groups has done the step; the last of them goes on with `next`.
  void Join(Step next);
  void Fail(Error error);
  void Answer(Result<TransactionOutcome> answer);
  void EndToken();

  Ground& ground_;
  Region& region_;
  const TransactionPtr record_;
  std::vector<TransactionWrite> writes_;
  std::vector<std::optional<Error>> reasons_;  // By write; each written by its own shard.
  std::optional<TransactionToken> token_;
  std::optional<TransactionOutcome::Fate> decided_before_;  // The token says so.
  std::vector<Group> groups_;
  Partition coordinator_{0};
  std::atomic<size_t> waiting_{0};

  std::mutex mutex_;  // Guards what follows.
  std::optional<Error> failure_;
  std::vector<CarriedOut> carried_out_;
  Done done_;  // Until it was called.
};

}  // namespace meridian
