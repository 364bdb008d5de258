// Bank: accounts in one region, and transfers between them, for tests of transactions.
//
// An account is an item whose attribute "v" is a balance. Accounts lie in both shards.
#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "replicator/merge.h"
#include "storage/engine/keyspace.h"
#include "storage/table/transaction_coordinator.h"
#include "tests/support/region_in_memory.h"

namespace meridian {

class Bank {
 public:
  using Outcome = Result<TransactionOutcome>;
  using Fate = TransactionOutcome::Fate;
  static constexpr int kOpening = 100;

  explicit Bank(std::vector<std::string> account_names = {"a", "b"},
                const std::vector<std::string>& others = {})
      : accounts(std::move(account_names)), region("us-east-1") {
    Open();
    table = region.MakeTable("t", others);
    for (const std::string& account : accounts) {
      EXPECT_TRUE(region.Put(table, account, std::to_string(kOpening)));
    }
  }

  // The process dies where it stands, and begins again.
  void Kill() {
    store.reset();
    region.Kill();
    Open();
    table = region.catalog->Find("t");
  }
  void Run() { region.Run(); }
  // Lets what waits for a disk go on.
  void RunLong() { region.scheduler.Advance(std::chrono::seconds(20)); }

  // Sets an account to `balance` if `holds` says so of what it is.
  TransactionWrite Set(const std::string& account, std::function<int(int)> next) {
    return {table, RegionInMemory::KeyOf(account),
            [account, next = std::move(next)](const StoredItem* current) -> Result<Decision> {
              const int balance = next(current == nullptr ? 0 : BalanceOf(*current));
              if (balance < 0) {
                return Error{Errc::kConditionFailed, "The conditional request failed"};
              }
              return Decision{Decision::Outcome::kPut, Payload::Of(Account(account, balance))};
            }};
  }
  TransactionWrite Check(const std::string& account, bool holds = true) {
    return {table, RegionInMemory::KeyOf(account), [holds](const StoredItem*) -> Result<Decision> {
              if (!holds) return Error{Errc::kConditionFailed, "The conditional request failed"};
              return Decision{};
            }};
  }
  std::vector<TransactionWrite> Transfer(const std::string& from, const std::string& to,
                                         int amount) {
    std::vector<TransactionWrite> writes;
    writes.push_back(Set(from, [amount](int balance) { return balance - amount; }));
    writes.push_back(Set(to, [amount](int balance) { return balance + amount; }));
    return writes;
  }

  // The answer, once there is one.
  std::shared_ptr<std::optional<Outcome>> Begin(std::vector<TransactionWrite> writes,
                                                std::optional<TransactionToken> token = {}) {
    auto answer = std::make_shared<std::optional<Outcome>>();
    store->Write(std::move(writes), std::move(token),
                 [answer](Outcome outcome) { *answer = std::move(outcome); });
    return answer;
  }
  Outcome Write(std::vector<TransactionWrite> writes, std::optional<TransactionToken> token = {}) {
    const auto answer = Begin(std::move(writes), std::move(token));
    Run();
    return answer->value_or(Error{Errc::kTimeout, "No answer"});
  }
  static bool IsCommitted(const std::shared_ptr<std::optional<Outcome>>& answer) {
    return answer->has_value() && **answer && (**answer)->fate == Fate::kCommitted;
  }

  int Balance(const std::string& account) {
    const auto item = region.items->Get(*table, RegionInMemory::KeyOf(account));
    EXPECT_TRUE(item && item->has_value());
    return item && item->has_value() ? BalanceOf(**item) : 0;
  }
  // As single reads see it, one after the other.
  int Sum() {
    int sum = 0;
    for (const std::string& account : accounts) sum += Balance(account);
    return sum;
  }
  int Opened() const { return kOpening * static_cast<int>(accounts.size()); }
  // As one TransactGetItems sees it; nullopt: contended.
  std::optional<int> SumAtOnce() {
    std::vector<TransactionRead> reads;
    for (const std::string& account : accounts) {
      reads.push_back({table, RegionInMemory::KeyOf(account)});
    }
    const auto found = store->Read(reads);
    EXPECT_TRUE(found);
    int sum = 0;
    for (size_t i = 0; i < reads.size(); ++i) {
      if (found->contended[i]) return std::nullopt;
      sum += BalanceOf(*found->items[i]);
    }
    return sum;
  }
  // Rows that only a transaction under way has.
  size_t Leftovers() {
    size_t rows = 0;
    for (uint16_t p = 0; p < region.region->map().partitions; ++p) {
      for (const RowKind kind : {RowKind::kPrepared, RowKind::kDecision}) {
        const std::string prefix = RowPrefix(Partition{p}, kind);
        RowCursor cursor(region.region->shard(Partition{p}).database(), prefix, PrefixEnd(prefix));
        for (; cursor.Valid(); cursor.Next()) ++rows;
      }
    }
    return rows;
  }
  ShardIndex ShardOf(const std::string& account) {
    const PartitionMap& map = region.region->map();
    return map.ShardOf(map.OfSlot(RegionInMemory::KeyOf(account).slot));
  }
  // `count` accounts, half of them in each shard.
  static std::vector<std::string> Spread(size_t count) {
    const PartitionMap map{.partitions = 4, .shards = 2};
    std::vector<std::string> names;
    for (int i = 0; names.size() < count; ++i) {
      const std::string name = "account" + std::to_string(i);
      const ShardIndex shard = map.ShardOf(map.OfSlot(RegionInMemory::KeyOf(name).slot));
      if (static_cast<size_t>(shard) == names.size() % 2) names.push_back(name);
    }
    return names;
  }

  static Item Account(const std::string& account, int balance) {
    Item item;
    item.Set("pk", AttributeValue::S(account));
    item.Set("v", AttributeValue::S(std::to_string(balance)));
    return item;
  }
  static int BalanceOf(const StoredItem& stored) {
    const auto item = stored.state.value->Decode();
    EXPECT_TRUE(item);
    return item ? std::stoi(*item->Find("v")->As<std::string>()) : 0;
  }

  std::vector<std::string> accounts;
  RegionInMemory region;
  std::unique_ptr<TransactionCoordinator> store;
  TablePtr table;

 private:
  void Open() {
    store = std::make_unique<TransactionCoordinator>(*region.region, *region.settings,
                                                     region.random, Merge);
    EXPECT_TRUE(store->Recover());
  }
};

}  // namespace meridian
