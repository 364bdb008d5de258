// Transactions against crashes and full disks, at every step.
#include <gtest/gtest.h>

#include <random>

#include "tests/storage/table/bank.h"

namespace meridian {
namespace {

using Fate = TransactionOutcome::Fate;

const TransactionToken kToken{"token", "fingerprint"};

// What must hold at every moment: single reads, one after the other, and reads at once see no half.
void CheckSums(Bank& bank) {
  EXPECT_EQ(bank.Sum(), bank.Opened());
  const auto sum = bank.SumAtOnce();
  if (sum.has_value()) {
    EXPECT_EQ(*sum, bank.Opened());
  }
}

TEST(TransactionCrashTest, AKillAtAnyStepLeavesAllOrNothingAndWhatWasAnsweredStands) {
  int committed_after_kill = 0;
  int undone = 0;
  bool finished = false;
  for (int steps = 0; !finished; ++steps) {
    ASSERT_LT(steps, 200);
    SCOPED_TRACE(steps);
    Bank bank(Bank::Spread(2));
    const auto answer = bank.Begin(bank.Transfer(bank.accounts[0], bank.accounts[1], 30), kToken);
    int ran = 0;
    for (; ran < steps && bank.region.scheduler.RunOne(); ++ran) CheckSums(bank);
    finished = ran < steps;
    const bool acknowledged = Bank::IsCommitted(answer);
    bank.Kill();
    CheckSums(bank);
    const int before = bank.Balance(bank.accounts[0]);
    bank.Run();

    CheckSums(bank);
    const bool committed = bank.Balance(bank.accounts[0]) == 70;
    EXPECT_EQ(bank.Balance(bank.accounts[0]), before) << "recovery changed what a read had seen";
    EXPECT_TRUE(committed || !acknowledged);
    EXPECT_EQ(bank.Leftovers(), 0u);
    const auto again = bank.Write(bank.Transfer(bank.accounts[0], bank.accounts[1], 30), kToken);
    ASSERT_TRUE(again);
    EXPECT_EQ(again->fate, committed ? Fate::kReplayed : Fate::kCommitted);
    EXPECT_EQ(bank.Balance(bank.accounts[0]), 70);
    EXPECT_TRUE(bank.region.Put(bank.table, bank.accounts[0], "100"));
    if (committed && !acknowledged) ++committed_after_kill;
    if (!committed) ++undone;
  }
  EXPECT_GT(committed_after_kill, 0);
  EXPECT_GT(undone, 0);
}

TEST(TransactionCrashTest, ADiskThatFillsUpAtAnyByteLeavesAllOrNothing) {
  int unknown = 0;
  for (int64_t bytes = 0; bytes < 3'000; bytes += 17) {
    SCOPED_TRACE(bytes);
    Bank bank(Bank::Spread(2));
    bank.region.disk.SetFreeBytes(bytes);
    const auto answer = bank.Begin(bank.Transfer(bank.accounts[0], bank.accounts[1], 30), kToken);
    bank.Run();
    CheckSums(bank);
    bank.region.disk.SetFreeBytes(-1);
    bank.RunLong();

    CheckSums(bank);
    ASSERT_TRUE(answer->has_value());
    const bool committed = bank.Balance(bank.accounts[0]) == 70;
    EXPECT_EQ(bank.Leftovers(), 0u);
    if (Bank::IsCommitted(answer)) {
      EXPECT_TRUE(committed);
    }
    if (!**answer && (**answer).error().code == Errc::kInternal) ++unknown;
    if (!**answer && (**answer).error().code != Errc::kInternal) {
      EXPECT_FALSE(committed);
    }
    const auto again = bank.Write(bank.Transfer(bank.accounts[0], bank.accounts[1], 30), kToken);
    ASSERT_TRUE(again);
    EXPECT_EQ(again->fate, committed ? Fate::kReplayed : Fate::kCommitted);
    EXPECT_EQ(bank.Balance(bank.accounts[0]), 70);
  }
  EXPECT_GT(unknown, 0);
}

// Transfers, single writes that keep the sum, reads and crashes in a random order.
TEST(TransactionCrashTest, TransfersKeepTheSumUnderConcurrencySingleWritesAndCrashes) {
  int committed = 0;
  int conflicts = 0;
  for (unsigned seed = 1; seed <= 40; ++seed) {
    SCOPED_TRACE(seed);
    std::mt19937 dice(seed);
    const auto roll = [&](int sides) { return static_cast<int>(dice() % sides); };
    Bank bank(Bank::Spread(6));
    for (int round = 0; round < 120; ++round) {
      const std::string& from = bank.accounts[roll(6)];
      const std::string& to = bank.accounts[roll(6)];
      const int what = roll(20);
      if (what < 12 && from != to) {
        auto answer = std::make_shared<int>();
        bank.store->Write(bank.Transfer(from, to, roll(40)), std::nullopt,
                          [&committed, &conflicts](Bank::Outcome outcome) {
                            if (!outcome) return;
                            if (outcome->fate == Fate::kCommitted) ++committed;
                            if (outcome->fate != Fate::kCancelled) return;
                            for (const auto& reason : outcome->reasons) {
                              if (reason && reason->code == Errc::kTransactionConflict) ++conflicts;
                            }
                          });
      } else if (what < 16) {
        bank.region.items->Update(
            bank.table, RegionInMemory::KeyOf(from),
            [from](const StoredItem* current) -> Result<Decision> {
              const int balance = Bank::BalanceOf(*current);
              return Decision{Decision::Outcome::kPut, Payload::Of(Bank::Account(from, balance))};
            },
            [](Result<Committed>) {});
      } else if (what == 16) {
        bank.region.disk.SetFreeBytes(-1);
        bank.Kill();
      } else if (what == 17 && roll(3) == 0) {
        bank.region.disk.SetFreeBytes(roll(2'000));
      } else if (what == 18) {
        bank.region.disk.SetFreeBytes(-1);
        bank.region.scheduler.Advance(std::chrono::milliseconds(500));
      }
      for (int i = roll(8); i > 0; --i) bank.region.scheduler.RunOne();
      if (bank.region.region->shard(Partition{0}).database() != nullptr &&
          bank.region.region->shard(Partition{3}).database() != nullptr) {
        CheckSums(bank);
      }
    }
    bank.region.disk.SetFreeBytes(-1);
    bank.RunLong();
    CheckSums(bank);
    EXPECT_EQ(bank.Leftovers(), 0u);
  }
  EXPECT_GT(committed, 100);
  EXPECT_GT(conflicts, 10);
}

}  // namespace
}  // namespace meridian
