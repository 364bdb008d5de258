#include "tests/simulation/transfers.h"

#include <numeric>

#include "tests/simulation/workload.h"

namespace meridian::simulation {

using std::chrono::milliseconds;

namespace {

constexpr int kAccounts = 8;
constexpr int kOpening = 100;
constexpr int kAmountMax = 60;  // Of a transfer: some find too little.
constexpr int64_t kPauseMillisMax = 30;
const std::string kTable = "bank";

std::string NameOf(size_t account) { return "account" + std::to_string(account); }

Payload Account(const std::string& name, int balance) {
  Item item;
  item.Set("pk", AttributeValue::S(name));
  item.Set("balance", AttributeValue::S(std::to_string(balance)));
  return Payload::Of(item);
}

int BalanceOf(const StoredItem& stored) {
  const auto item = stored.state.value->Decode();
  CHECK(item.has_value());
  return std::stoi(*item->Find("balance")->As<std::string>());
}

TransactionWrite Move(const TablePtr& table, const std::string& name, int amount) {
  return {table, Workload::KeyOf(name), [name, amount](const StoredItem* now) -> Result<Decision> {
            const int balance = now == nullptr ? -1 : BalanceOf(*now) + amount;
            if (balance < 0) {
              return Error{Errc::kConditionFailed, "The conditional request failed"};
            }
            return Decision{Decision::Outcome::kPut, Account(name, balance)};
          }};
}

int SumOf(const std::vector<int>& balances) {
  return std::accumulate(balances.begin(), balances.end(), 0);
}

}  // namespace

Transfers::Transfers(World& world, size_t home, Faults* faults)
    : world_(world), home_(home), faults_(faults) {
  for (uint8_t& byte : id_.bytes) byte = static_cast<uint8_t>(world.dice.Next());
}

void Transfers::MakeTable() {
  world_.ChangeCatalog(
      home_,
      [this] {
        const TableSchema schema{{"pk", AttributeType::kString}, std::nullopt};
        std::vector<RegisterWrite> writes{{id_, TableDefinition{kTable, schema, 1}, ""}};
        for (size_t region = 0; region < world_.size(); ++region) {
          writes.push_back({id_, Replica{ReplicaStatus::kActive, "", ""}, world_.at(region).name});
        }
        return writes;
      },
      [this](const CatalogView& view) { return view.FindById(id_) != nullptr; });
  CHECK(world_.RunUntil(
      [this] {
        for (size_t region = 0; region < world_.size(); ++region) {
          if (Serving(region) == nullptr) return false;
        }
        return true;
      },
      milliseconds(20'000)));
  for (size_t i = 0; i < kAccounts; ++i) Open(Serving(home_), NameOf(i));
  CHECK(world_.RunUntil([this] { return Balances(home_).has_value(); }, milliseconds(20'000)));
}

TablePtr Transfers::Serving(size_t region) {
  if (!world_.at(region).serving()) return nullptr;
  return world_.at(region).catalog().View()->Find(kTable);
}

void Transfers::Open(const TablePtr& table, const std::string& account) {
  world_.at(home_).items().Update(
      table, Workload::KeyOf(account),
      [account](const StoredItem*) -> Result<Decision> {
        return Decision{Decision::Outcome::kPut, Account(account, kOpening)};
      },
      [](Result<Committed>) {});
}

void Transfers::Begin() {
  running_ = true;
  Next();
}

void Transfers::Next() {
  if (!running_) return;
  Check();
  Transfer();
  world_.timeline.After(milliseconds(world_.dice.Between(0, kPauseMillisMax)), [this] { Next(); });
}

void Transfers::Transfer() {
  const TablePtr table = Serving(home_);
  if (table == nullptr) return;
  const size_t from = world_.dice.Below(kAccounts);
  const size_t to = (from + 1 + world_.dice.Below(kAccounts - 1)) % kAccounts;
  const int amount = 1 + static_cast<int>(world_.dice.Below(kAmountMax));
  std::vector<TransactionWrite> writes;
  writes.push_back(Move(table, NameOf(from), -amount));
  writes.push_back(Move(table, NameOf(to), amount));
  world_.at(home_).transactions().Write(
      std::move(writes), std::nullopt, [this](Result<TransactionOutcome> outcome) {
        if (!outcome) return;
        if (outcome->fate == TransactionOutcome::Fate::kCommitted) {
          return world_.coverage.Reached("transfer made");
        }
        for (const auto& reason : outcome->reasons) {
          if (!reason) continue;
          const bool conflict = reason->code == Errc::kTransactionConflict;
          world_.coverage.Reached(conflict ? "transfer met another" : "transfer refused");
        }
      });
}

std::optional<std::vector<int>> Transfers::Balances(size_t region) {
  const TablePtr table = Serving(region);
  if (table == nullptr) return std::nullopt;
  std::vector<int> balances;
  for (size_t i = 0; i < kAccounts; ++i) {
    const auto item = world_.at(region).items().Get(*table, Workload::KeyOf(NameOf(i)));
    if (!item || !item->has_value()) return std::nullopt;
    balances.push_back(BalanceOf(**item));
  }
  return balances;
}

std::optional<int> Transfers::SumAtOnce() {
  const TablePtr table = Serving(home_);
  if (table == nullptr) return std::nullopt;
  std::vector<TransactionRead> reads;
  for (size_t i = 0; i < kAccounts; ++i) {
    reads.push_back({table, Workload::KeyOf(NameOf(i))});
  }
  const auto found = world_.at(home_).transactions().Read(reads);
  if (!found) return std::nullopt;
  int sum = 0;
  for (size_t i = 0; i < kAccounts; ++i) {
    if (found->contended[i] || !found->items[i]) return std::nullopt;
    sum += BalanceOf(*found->items[i]);
  }
  return sum;
}

void Transfers::Check() {
  if (!faults_->empty()) return;
  const auto balances = Balances(home_);
  if (balances && SumOf(*balances) != kAccounts * kOpening) {
    faults_->push_back("transfers: single reads see the sum " + std::to_string(SumOf(*balances)));
  }
  const auto sum = SumAtOnce();
  if (sum && *sum != kAccounts * kOpening) {
    faults_->push_back("transfers: a read at once sees the sum " + std::to_string(*sum));
  }
}

void Transfers::CheckEverywhere() {
  const auto at_home = Balances(home_);
  for (size_t region = 0; region < world_.size(); ++region) {
    const auto balances = Balances(region);
    if (!balances || balances != at_home) {
      faults_->push_back("transfers: " + world_.at(region).name + " has other balances than " +
                         world_.at(home_).name);
    } else if (SumOf(*balances) != kAccounts * kOpening) {
      faults_->push_back("transfers: the sum is " + std::to_string(SumOf(*balances)));
    }
  }
}

}  // namespace meridian::simulation
