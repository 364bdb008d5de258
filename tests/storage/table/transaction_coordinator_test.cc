#include "storage/table/transaction_coordinator.h"

#include <gtest/gtest.h>

#include "tests/storage/table/bank.h"

namespace meridian {
namespace {

using Fate = TransactionOutcome::Fate;

// Two accounts in two shards.
std::vector<std::string> Two() { return Bank::Spread(2); }

// What the log says of the newest change of `account`.
ChangePtr LastChange(Bank& bank, const std::string& account) {
  const Partition partition = bank.region.region->map().OfSlot(RegionInMemory::KeyOf(account).slot);
  const auto page = bank.region.changes->Read(partition, Sink::kRegionLog, 0, 1 << 20);
  EXPECT_TRUE(page && !page->changes.empty());
  return page->changes.back();
}

TEST(TransactionCoordinatorTest, ATransferOverTwoShardsChangesBothAndLeavesNothingBehind) {
  Bank bank(Two());
  ASSERT_NE(bank.ShardOf(bank.accounts[0]), bank.ShardOf(bank.accounts[1]));

  const auto outcome = bank.Write(bank.Transfer(bank.accounts[0], bank.accounts[1], 30));

  ASSERT_TRUE(outcome);
  EXPECT_EQ(outcome->fate, Fate::kCommitted);
  EXPECT_EQ(bank.Balance(bank.accounts[0]), 70);
  EXPECT_EQ(bank.Balance(bank.accounts[1]), 130);
  EXPECT_EQ(bank.Leftovers(), 0u);
  EXPECT_TRUE(bank.region.Put(bank.table, bank.accounts[0], "1"));
}

TEST(TransactionCoordinatorTest, EveryFailingConditionIsAReasonInTheOrderOfTheWrites) {
  Bank bank(Bank::Spread(4));
  std::vector<TransactionWrite> writes;
  writes.push_back(bank.Set(bank.accounts[0], [](int) { return -1; }));
  writes.push_back(bank.Set(bank.accounts[1], [](int) { return 7; }));
  writes.push_back(bank.Check(bank.accounts[2]));
  writes.push_back(bank.Check(bank.accounts[3], false));

  const auto outcome = bank.Write(std::move(writes));

  ASSERT_TRUE(outcome);
  EXPECT_EQ(outcome->fate, Fate::kCancelled);
  ASSERT_EQ(outcome->reasons.size(), 4u);
  ASSERT_TRUE(outcome->reasons[0] && outcome->reasons[3]);
  EXPECT_EQ(outcome->reasons[0]->code, Errc::kConditionFailed);
  EXPECT_EQ(outcome->reasons[3]->code, Errc::kConditionFailed);
  EXPECT_FALSE(outcome->reasons[1] || outcome->reasons[2]);
  EXPECT_EQ(bank.Balance(bank.accounts[1]), 100);
  EXPECT_EQ(bank.Leftovers(), 0u);
  EXPECT_TRUE(bank.region.Put(bank.table, bank.accounts[1], "1"));
}

TEST(TransactionCoordinatorTest, AnItemThatIsHeldIsAConflictToWritesAndTransactionsNotToReads) {
  Bank bank(Two());
  const auto first = bank.Begin(bank.Transfer(bank.accounts[0], bank.accounts[1], 30));
  // Until it is prepared in one shard at least, and not decided.
  while (bank.SumAtOnce().has_value()) ASSERT_TRUE(bank.region.scheduler.RunOne());
  auto single = std::make_shared<Result<Committed>>();
  bank.region.items->Update(
      bank.table, RegionInMemory::KeyOf(bank.accounts[0]),
      [](const StoredItem*) -> Result<Decision> { return Decision{}; },
      [single](Result<Committed> result) { *single = std::move(result); });
  const auto second = bank.Begin(bank.Transfer(bank.accounts[1], bank.accounts[0], 5));
  EXPECT_EQ(bank.Sum(), 200);
  bank.Run();

  EXPECT_TRUE(Bank::IsCommitted(first));
  const bool single_met_it = !*single && single->error().code == Errc::kTransactionConflict;
  const bool second_met_it = second->has_value() && **second &&
                             (**second)->fate == Fate::kCancelled &&
                             ((**second)->reasons[0] || (**second)->reasons[1]);
  EXPECT_TRUE(single_met_it || second_met_it);
  EXPECT_EQ(bank.Sum(), 200);
  EXPECT_EQ(bank.Leftovers(), 0u);
}

TEST(TransactionCoordinatorTest, AllVersionsOfATransactionHaveOneTimeAboveWhatTheyReplace) {
  Bank bank(Two(), {"eu-west-1"});
  bank.region.clock.Advance(-3'600'000);  // Stored times are an hour ahead of the clock.

  ASSERT_TRUE(bank.Write(bank.Transfer(bank.accounts[0], bank.accounts[1], 30)));

  const ChangePtr a = LastChange(bank, bank.accounts[0]);
  const ChangePtr b = LastChange(bank, bank.accounts[1]);
  ASSERT_TRUE(a->transaction && b->transaction);
  EXPECT_EQ(a->state.version.time, b->state.version.time);
  EXPECT_EQ(a->state.version.clock, b->state.version.clock);
  EXPECT_GT(a->state.version.time, a->state.version.base->time);
  EXPECT_GT(b->state.version.time, b->state.version.base->time);
  EXPECT_EQ(*a->transaction, *b->transaction);
  EXPECT_EQ(a->transaction->participants.size(), 2u);
}

TEST(TransactionCoordinatorTest, TheWatermarkStaysBelowAPreparedTransactionUntilItIsInTheLog) {
  Bank bank(Two(), {"eu-west-1"});
  const auto answer = bank.Begin(bank.Transfer(bank.accounts[0], bank.accounts[1], 30));
  std::vector<Watermark> marks;
  do {
    bank.region.replica->ReadWatermark([&](Result<Watermark> mark) {
      ASSERT_TRUE(mark);
      marks.push_back(*std::move(mark));
    });
  } while (!Bank::IsCommitted(answer) && bank.region.scheduler.RunOne());
  bank.Run();
  ASSERT_TRUE(Bank::IsCommitted(answer));
  ASSERT_GT(marks.size(), 2u);

  for (const std::string& account : bank.accounts) {
    const ChangePtr change = LastChange(bank, account);
    const auto partition =
        static_cast<size_t>(bank.region.region->map().OfSlot(RegionInMemory::KeyOf(account).slot));
    for (const Watermark& mark : marks) {
      // What the mark covers has a sequence up to the mark's.
      if (change->state.version.clock <= mark.clock) {
        EXPECT_LE(change->sequence, mark.sequences[partition]);
      }
    }
  }
}

TEST(TransactionCoordinatorTest, AReplicatedChangeMeetsNoLockAndTheLargerTimeWins) {
  for (const bool later : {true, false}) {
    Bank bank(Two(), {"eu-west-1"});
    const auto answer = bank.Begin(bank.Transfer(bank.accounts[0], bank.accounts[1], 30));
    while (bank.SumAtOnce().has_value()) ASSERT_TRUE(bank.region.scheduler.RunOne());
    ItemState remote{.kind = StateKind::kPut,
                     .version = {},
                     .value = Payload::Of(Bank::Account(bank.accounts[0], 55)),
                     .merge_state = {}};
    remote.version.origin = {"eu-west-1", 7};
    const int64_t now = bank.region.clock.NowMillis();
    remote.version.time = remote.version.clock =
        HybridTime::FromMillis(now + (later ? 1000 : -1000));
    remote.version.seen.Raise(remote.version.origin, remote.version.time, remote.version.time);
    const ItemKey key = RegionInMemory::KeyOf(bank.accounts[0]);
    std::vector<IncomingChange> changes;
    changes.push_back({bank.table, key, std::move(remote), std::nullopt});
    Status applied;
    bank.region.replica->Apply(bank.region.region->map().OfSlot(key.slot), std::move(changes),
                               Merge, {.source = "eu-west-1", .position = std::nullopt},
                               [&](Status status) { applied = std::move(status); });
    bank.Run();

    ASSERT_TRUE(applied);
    ASSERT_TRUE(Bank::IsCommitted(answer));
    EXPECT_EQ(bank.Balance(bank.accounts[0]), later ? 55 : 70);
    EXPECT_EQ(bank.Balance(bank.accounts[1]), 130);
    const auto conflicts = bank.region.items->Conflicts(*bank.table, key, 10, "");
    ASSERT_TRUE(conflicts);
    // The later one beat what was stored, and then what was prepared.
    EXPECT_EQ(conflicts->rows.size(), later ? 2u : 1u);
    EXPECT_EQ(bank.Leftovers(), 0u);
  }
}

TEST(TransactionCoordinatorTest, ATableThatIsGoneFailsTheWholeAndWritesNothing) {
  Bank bank(Two());
  auto gone = std::make_shared<Table>(*bank.table);
  gone->id.bytes[0] ^= 1;
  std::vector<TransactionWrite> writes = bank.Transfer(bank.accounts[0], bank.accounts[1], 30);
  writes[1].table = gone;

  const auto outcome = bank.Write(std::move(writes));

  ASSERT_FALSE(outcome);
  EXPECT_EQ(outcome.error().code, Errc::kNotFound);
  EXPECT_EQ(bank.Balance(bank.accounts[0]), 100);
  EXPECT_EQ(bank.Leftovers(), 0u);
}

TEST(TransactionCoordinatorTest, DeletesAndChecksTakePartInATransaction) {
  Bank bank(Two());
  std::vector<TransactionWrite> writes;
  writes.push_back({bank.table, RegionInMemory::KeyOf(bank.accounts[0]),
                    [](const StoredItem*) -> Result<Decision> {
                      return Decision{Decision::Outcome::kDelete, std::nullopt};
                    }});
  writes.push_back(bank.Check(bank.accounts[1]));

  ASSERT_TRUE(bank.Write(std::move(writes)));

  EXPECT_EQ(bank.region.Read(bank.table, bank.accounts[0]), std::nullopt);
  EXPECT_EQ(bank.Balance(bank.accounts[1]), 100);
  EXPECT_EQ(bank.Leftovers(), 0u);
}

// A backfill brings the version that is written over, with a later horizon in place of what it saw.
TEST(TransactionCoordinatorTest, AWriteKnowsWhatTheVersionUnderItHasLearntMeanwhile) {
  Bank bank(Two(), {"eu-west-1"});
  const ItemKey key = RegionInMemory::KeyOf(bank.accounts[0]);
  const auto state = [&] { return (*bank.region.items->GetState(*bank.table, key))->state; };
  const auto outcome = bank.Begin(bank.Transfer(bank.accounts[0], bank.accounts[1], 30));
  while (bank.SumAtOnce().has_value()) ASSERT_TRUE(bank.region.scheduler.RunOne());
  ItemState same = state();
  const HybridTime horizon = same.version.time;
  same.version.horizon = horizon;
  bank.region.replica->Apply(bank.region.region->map().OfSlot(key.slot),
                             {{bank.table, key, same, std::nullopt}}, Merge,
                             {.source = "eu-west-1", .position = std::nullopt},
                             [](const Status& status) { EXPECT_TRUE(status); });
  bank.Run();

  ASSERT_TRUE(Bank::IsCommitted(outcome));
  EXPECT_EQ(bank.Balance(bank.accounts[0]), 70);
  EXPECT_EQ(state().version.horizon, horizon);
}

}  // namespace
}  // namespace meridian
