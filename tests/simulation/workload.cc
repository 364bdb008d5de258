#include "tests/simulation/workload.h"

#include <algorithm>

namespace meridian::simulation {

using std::chrono::milliseconds;

namespace {

constexpr int64_t kPauseMillisMax = 14;
constexpr milliseconds kFrozen{8};

TableSchema Schema() { return {{"pk", AttributeType::kString}, std::nullopt}; }

constexpr char kExpires[] = "expires";
// So that items expire while others are extended.
constexpr int64_t kExpiresWithinSeconds = 4;

Payload ValueOf(size_t number, const std::string& key, std::optional<int64_t> expires) {
  Item item;
  item.Set("pk", AttributeValue::S(key));
  item.Set("write", AttributeValue::S(std::to_string(number)));
  if (expires) item.Set(kExpires, AttributeValue::N(Number::FromInt64(*expires)));
  return Payload::Of(item);
}

// Errors that say that nothing happened; after the others something may have.
bool SaysNothing(Errc code) { return code != Errc::kInternal && code != Errc::kTimeout; }

}  // namespace

Workload::Workload(World& world, std::optional<Mutant> mutant) : world_(world), mutant_(mutant) {
  std::vector<size_t> all;
  for (size_t i = 0; i < world.size(); ++i) all.push_back(i);
  tables_ = {
      {.name = "everywhere",
       .id = {},
       .founders = all,
       .joiners = {},
       .keys = 24,
       .expiring = true},
      {.name = "pair", .id = {}, .founders = {0, 1}, .joiners = {2}, .keys = 14, .expiring = true},
      {.name = "single", .id = {}, .founders = {2}, .joiners = {0, 1}, .keys = 10}};
  for (SimulatedTable& table : tables_) {
    for (uint8_t& byte : table.id.bytes) byte = static_cast<uint8_t>(world.dice.Next());
  }
  joined_.resize(tables_.size());
}

ItemKey Workload::KeyOf(const std::string& key) {
  Item item;
  item.Set("pk", AttributeValue::S(key));
  auto encoded = KeyOfItem(Schema(), item);
  CHECK(encoded.has_value());
  return *std::move(encoded);
}

std::optional<size_t> Workload::WriteOf(const ItemState& state) {
  if (!state.live()) return std::nullopt;
  const auto item = state.value->Decode();
  if (!item) return std::nullopt;
  const AttributeValue* number = item->Find("write");
  if (number == nullptr || number->As<std::string>() == nullptr) return std::nullopt;
  return std::stoull(*number->As<std::string>());
}

void Workload::MakeTables() {
  for (const SimulatedTable& table : tables_) {
    const size_t maker = table.founders.front();
    const Durability durability = world_.dice.Chance(25) ? Durability::kLog : Durability::kLocal;
    world_.ChangeCatalog(
        maker,
        [this, &table, durability] {
          std::vector<RegisterWrite> writes{
              {table.id, TableDefinition{table.name, Schema(), 1}, ""}, {table.id, durability, ""}};
          for (const size_t founder : table.founders) {
            writes.push_back(
                {table.id, Replica{ReplicaStatus::kActive, "", ""}, world_.at(founder).name});
          }
          return writes;
        },
        [&table](const CatalogView& view) { return view.FindById(table.id) != nullptr; });
    if (table.expiring) EnableTimeToLive(table);
  }
  CHECK(world_.RunUntil(
      [this] {
        for (size_t region = 0; region < world_.size(); ++region) {
          if (!world_.at(region).serving()) return false;
          const auto view = world_.at(region).catalog().View();
          for (const SimulatedTable& table : tables_) {
            if (view->FindById(table.id) == nullptr) return false;
            const auto settings = world_.at(region).settings().View();
            if (settings->Of(table.id).time_to_live.enabled != table.expiring) return false;
          }
        }
        return true;
      },
      milliseconds(20'000)));
}

void Workload::EnableTimeToLive(const SimulatedTable& table) {
  RegionProcess& process = world_.at(table.founders.front());
  if (process.serving()) {
    if (process.settings().View()->Of(table.id).time_to_live.enabled) return;
    process.settings().Update(
        [id = table.id](const CatalogView&, const SettingsView&) -> Result<CatalogWrites> {
          return CatalogWrites{.registers = {},
                               .settings = {{id, TimeToLive{true, kExpires, 1}, ""}}};
        },
        [](const Status&) {});
  }
  world_.timeline.After(milliseconds(100), [this, &table] { EnableTimeToLive(table); });
}

bool Workload::AddReplica(size_t index) {
  const SimulatedTable& table = tables_[index];
  if (joined_[index] == table.joiners.size()) return false;
  const std::string joiner = world_.at(table.joiners[joined_[index]++]).name;
  const size_t source = table.founders.front();
  world_.ChangeCatalog(
      source,
      [this, &table, joiner, source] {
        const Replica replica{ReplicaStatus::kCreating, world_.at(source).name, ""};
        return std::vector<RegisterWrite>{{table.id, replica, joiner}};
      },
      [&table, joiner](const CatalogView& view) {
        const TablePtr seen = view.FindById(table.id);
        return seen != nullptr && seen->replicas.contains(joiner);
      });
  return true;
}

void Workload::Begin() {
  running_ = true;
  Next();
}

void Workload::Next() {
  if (!running_) return;
  Operate(world_.dice.Below(world_.size()), SomeItem());
  if (mutant_ == Mutant::kExpireByClock) {
    ExpireByClock(world_.dice.Below(world_.size()), SomeItem());
  }
  world_.timeline.After(milliseconds(world_.dice.Between(0, kPauseMillisMax)), [this] { Next(); });
}

ItemName Workload::SomeItem() {
  const size_t table = world_.dice.Below(tables_.size());
  // A third of the operations meets in three keys.
  const size_t keys = world_.dice.Chance(33) ? 3 : tables_[table].keys;
  return {table, "k" + std::to_string(world_.dice.Below(keys))};
}

TablePtr Workload::Serving(size_t region, size_t index) {
  if (!world_.at(region).serving()) return nullptr;
  const TablePtr table = world_.at(region).catalog().View()->Find(tables_[index].name);
  if (table == nullptr || table->self().status != ReplicaStatus::kActive) return nullptr;
  return table;
}

void Workload::Operate(size_t region, const ItemName& item) {
  const auto die = world_.dice.Below(100);
  if (die < 25) return ReadOne(region, item);
  if (die < 60) return WriteOne(region, item, false, Condition::kNone);
  if (die < 75) return WriteOne(region, item, true, Condition::kNone);
  const Condition condition = world_.dice.Chance(50) ? Condition::kExists : Condition::kAbsent;
  WriteOne(region, item, die < 80, condition);
}

void Workload::WriteAtOneInstant() {
  const size_t one = world_.dice.Below(world_.size());
  const size_t two = (one + 1 + world_.dice.Below(world_.size() - 1)) % world_.size();
  if (world_.at(one).clock.frozen() || world_.at(two).clock.frozen()) return;
  const int64_t instant =
      std::max(world_.at(one).clock.NowMillis(), world_.at(two).clock.NowMillis()) + 1;
  for (const size_t region : {one, two}) world_.at(region).clock.Freeze(instant);
  for (int i = 0; i < 4; ++i) {
    const ItemName item{0, "k" + std::to_string(world_.dice.Below(tables_[0].keys))};
    for (const size_t region : {one, two}) {
      WriteOne(region, item, world_.dice.Chance(20), Condition::kNone);
    }
  }
  world_.timeline.After(kFrozen, [this, one, two] {
    for (const size_t region : {one, two}) world_.at(region).clock.Thaw();
  });
}

bool Workload::Creating(const SimulatedTable& table, const TablePtr& seen) const {
  return std::ranges::any_of(table.joiners, [&](size_t joiner) {
    const auto replica = seen->replicas.find(world_.at(joiner).name);
    return replica != seen->replicas.end() && replica->second.status == ReplicaStatus::kCreating;
  });
}

void Workload::WriteOne(size_t region, const ItemName& item, bool is_delete, Condition condition) {
  const TablePtr table = Serving(region, item.table);
  if (table == nullptr) return;
  ++operations_;
  const size_t number = world_.history.writes.size();
  std::optional<int64_t> expires;
  if (tables_[item.table].expiring && !is_delete && world_.dice.Chance(40)) {
    expires =
        world_.at(region).clock.NowMillis() / 1000 + world_.dice.Between(0, kExpiresWithinSeconds);
  }
  world_.history.writes.push_back(
      {.region = region, .item = item, .is_delete = is_delete, .expires = expires});
  const bool creating = Creating(tables_[item.table], table);
  world_.at(region).items().Update(
      table, KeyOf(item.key),
      [this, number, is_delete, condition, expires,
       key = item.key](const StoredItem* current) -> Result<Decision> {
        world_.history.writes[number].decided_tick = world_.history.Tick();
        if ((condition == Condition::kExists && current == nullptr) ||
            (condition == Condition::kAbsent && current != nullptr)) {
          return Error{Errc::kConditionFailed, "The conditional request failed"};
        }
        if (is_delete) return Decision{Decision::Outcome::kDelete, std::nullopt};
        return Decision{Decision::Outcome::kPut, ValueOf(number, key, expires)};
      },
      [this, number, creating](Result<Committed> result) {
        OnAnswer(number, creating, std::move(result));
      });
}

void Workload::OnAnswer(size_t number, bool creating, Result<Committed> result) {
  Write& write = world_.history.writes[number];
  write.answered_tick = world_.history.Tick();
  if (!result) {
    write.outcome = SaysNothing(result.error().code) ? Outcome::kNothing : Outcome::kUnknown;
    const bool lie = mutant_ == Mutant::kFalseAck && !write.is_delete &&
                     result.error().code == Errc::kConditionFailed && world_.dice.Chance(5);
    if (!lie) return;
    const int64_t now = world_.at(write.region).clock.NowMillis();
    result = Committed{.version = {}, .commit = 1};
    result->version.time = HybridTime::FromMillis(now);
    result->version.origin = world_.at(write.region).region().origin();
  }
  // A delete of what isn't there, in a table without other replicas, makes no version.
  if (result->commit == 0) {
    write.outcome = Outcome::kNothing;
    return;
  }
  write.outcome = Outcome::kDone;
  write.version = result->version;
  if (creating) world_.coverage.Reached("write during backfill");
}

void Workload::ExpireByClock(size_t region, const ItemName& item) {
  const TablePtr table = Serving(region, item.table);
  if (table == nullptr || !tables_[item.table].expiring) return;
  const size_t number = world_.history.writes.size();
  world_.history.writes.push_back(
      {.region = region, .item = item, .is_delete = true, .service = true});
  const int64_t now = world_.at(region).clock.NowMillis() / 1000;
  world_.at(region).items().Update(
      table, KeyOf(item.key),
      [this, number, now](const StoredItem* current) -> Result<Decision> {
        world_.history.writes[number].decided_tick = world_.history.Tick();
        const auto write = current != nullptr ? WriteOf(current->state) : std::nullopt;
        const auto expires = write ? world_.history.writes[*write].expires : std::nullopt;
        if (!expires || *expires > now) return Decision{};
        return Decision{Decision::Outcome::kDelete, std::nullopt};
      },
      [this, number](Result<Committed> result) { OnAnswer(number, false, std::move(result)); });
}

void Workload::ReadOne(size_t region, const ItemName& item) {
  const TablePtr table = Serving(region, item.table);
  if (table == nullptr) return;
  ++operations_;
  const auto found = world_.at(region).items().GetState(*table, KeyOf(item.key));
  if (!found) return;
  Read read{.region = region, .item = item, .tick = world_.history.Tick(), .version = {}};
  if (*found) {
    read.version = (*found)->state.version;
    read.live = (*found)->state.live();
  }
  Read& last = last_read_[{region, item}];
  if (mutant_ == Mutant::kStaleRead && last.tick > 0 && world_.dice.Chance(5)) {
    read.version = last.version;
    read.live = last.live;
  } else {
    last = read;
  }
  world_.history.reads.push_back(read);
}

}  // namespace meridian::simulation
