#include "storage/table/transaction_tokens.h"

#include <gtest/gtest.h>

#include "tests/storage/table/bank.h"

namespace meridian {
namespace {

using Fate = TransactionOutcome::Fate;

size_t TokenRows(Bank& bank) {
  size_t rows = 0;
  for (const Partition leader : bank.region.region->ShardLeaders()) {
    for (const RowKind kind : {RowKind::kToken, RowKind::kTokenExpiry}) {
      const std::string prefix = RowPrefix(kShardRows, kind);
      RowCursor cursor(bank.region.region->shard(leader).database(), prefix, PrefixEnd(prefix));
      for (; cursor.Valid(); cursor.Next()) ++rows;
    }
  }
  return rows;
}

std::vector<TransactionWrite> Add(Bank& bank, size_t account) {
  std::vector<TransactionWrite> writes;
  writes.push_back(bank.Set(bank.accounts[account], [](int balance) { return balance + 1; }));
  return writes;
}

TEST(TransactionTokensTest, TheSameRequestIsWrittenOnceAlsoOverACrashAndFoundInEveryShard) {
  Bank bank(Bank::Spread(2));
  const TransactionToken token{"t1", "f"};
  ASSERT_EQ(bank.Write(Add(bank, 0), token)->fate, Fate::kCommitted);
  EXPECT_EQ(bank.Write(Add(bank, 0), token)->fate, Fate::kReplayed);

  bank.Kill();

  EXPECT_EQ(bank.Write(Add(bank, 0), token)->fate, Fate::kReplayed);
  EXPECT_EQ(bank.Write(Add(bank, 1), {{"t1", "another"}})->fate, Fate::kTokenReused);
  EXPECT_EQ(bank.Balance(bank.accounts[0]), 101);
  EXPECT_EQ(bank.Balance(bank.accounts[1]), 100);
}

TEST(TransactionTokensTest, WhileTheFirstIsUnderWayTheSecondIsToldSo) {
  Bank bank(Bank::Spread(2));
  const auto first = bank.Begin(Add(bank, 0), {{"t1", "f"}});
  const auto second = bank.Begin(Add(bank, 0), {{"t1", "f"}});
  const auto other = bank.Begin(Add(bank, 0), {{"t1", "g"}});
  bank.Run();

  EXPECT_TRUE(Bank::IsCommitted(first));
  EXPECT_EQ((**second)->fate, Fate::kInProgress);
  EXPECT_EQ((**other)->fate, Fate::kTokenReused);
  EXPECT_EQ(bank.Balance(bank.accounts[0]), 101);
}

TEST(TransactionTokensTest, ACancelledTransactionGivesItsTokenBack) {
  Bank bank(Bank::Spread(2));
  const TransactionToken token{"t1", "f"};
  for (const bool both : {false, true}) {
    std::vector<TransactionWrite> refused;
    refused.push_back(bank.Check(bank.accounts[0], false));
    if (both) refused.push_back(bank.Check(bank.accounts[1]));
    ASSERT_EQ(bank.Write(std::move(refused), token)->fate, Fate::kCancelled);
  }

  EXPECT_EQ(bank.Write(Add(bank, 0), token)->fate, Fate::kCommitted);
}

TEST(TransactionTokensTest, ATokenIsForgottenAfterTenMinutesAndItsRowsGo) {
  Bank bank(Bank::Spread(2));
  const TransactionToken token{"t1", "f"};
  ASSERT_EQ(bank.Write(Add(bank, 0), token)->fate, Fate::kCommitted);
  EXPECT_EQ(TokenRows(bank), 2u);

  bank.region.clock.Advance(kTransactionTokenMillis - 1);
  bank.store->SweepTokens();
  bank.Run();
  EXPECT_EQ(bank.Write(Add(bank, 0), token)->fate, Fate::kReplayed);
  bank.region.clock.Advance(1);
  EXPECT_EQ(bank.Write(Add(bank, 0), token)->fate, Fate::kCommitted);
  EXPECT_EQ(bank.Balance(bank.accounts[0]), 102);
  bank.store->SweepTokens();
  bank.Run();
  EXPECT_EQ(TokenRows(bank), 2u) << "the later use of the token has the same row";

  bank.region.clock.Advance(kTransactionTokenMillis);
  bank.store->SweepTokens();
  bank.Run();
  EXPECT_EQ(TokenRows(bank), 0u);
}

}  // namespace
}  // namespace meridian
