#include "tests/simulation/nemesis.h"

namespace meridian::simulation {

using std::chrono::milliseconds;

Nemesis::Nemesis(World& world, std::function<void()> instant)
    : world_(world), instant_(std::move(instant)) {}

void Nemesis::Begin() {
  running_ = true;
  ++round_;
  Next();
}

void Nemesis::Next() {
  world_.timeline.After(milliseconds(world_.dice.Between(50, 700)), [this, round = round_] {
    if (!running_ || round != round_) return;
    Strike();
    Next();
  });
}

void Nemesis::Strike() {
  struct Choice {
    const char* name;
    Fault fault;
    int weight;
  };
  static constexpr Choice kChoices[] = {{"cut one way", &Nemesis::CutOneWay, 12},
                                        {"cut both ways", &Nemesis::CutBothWays, 10},
                                        {"region isolated", &Nemesis::Isolate, 6},
                                        {"slow way", &Nemesis::SlowWay, 12},
                                        {"failing producer", &Nemesis::FailProducer, 10},
                                        {"producer killed", &Nemesis::KillProducer, 10},
                                        {"cluster down", &Nemesis::ClusterDown, 8},
                                        {"crash", &Nemesis::CrashRegion, 14},
                                        {"clock step", &Nemesis::StepClock, 12},
                                        {"disk full", &Nemesis::FillDisk, 8},
                                        {"link paused", &Nemesis::PauseLink, 5},
                                        {"table paused", &Nemesis::PauseTable, 8}};
  if (world_.dice.Chance(30)) instant_();
  int total = 0;
  for (const Choice& choice : kChoices) total += choice.weight;
  auto die = static_cast<int>(world_.dice.Below(static_cast<uint64_t>(total)));
  for (const Choice& choice : kChoices) {
    die -= choice.weight;
    if (die >= 0) continue;
    ++faults_;
    world_.coverage.Reached(std::string("fault: ") + choice.name);
    return (this->*choice.fault)();
  }
}

void Nemesis::Later(int64_t millis_min, int64_t millis_max, std::function<void()> undo) {
  world_.timeline.After(milliseconds(world_.dice.Between(millis_min, millis_max)),
                        [this, round = round_, undo = std::move(undo)] {
                          if (running_ && round == round_) undo();
                        });
}

void Nemesis::Heal() {
  running_ = false;
  for (size_t from = 0; from < world_.size(); ++from) {
    world_.cluster(from).SetUp(true);
    RegionProcess& process = world_.at(from);
    process.clock.SetRight();
    process.disk.SetFreeBytes(-1);
    for (size_t to = 0; to < world_.size(); ++to) {
      FaultPlan& way = world_.way(from, to);
      way.connected = true;
      way.dies_appended = way.dies_lost = way.straggles = 0;
      way.delay_max = milliseconds(from == to ? 3 : 40);
    }
    world_.Start(from);
  }
}

bool Nemesis::Recovered() {
  bool all = true;
  for (size_t region = 0; region < world_.size(); ++region) {
    RegionProcess& process = world_.at(region);
    if (!process.serving()) {
      all = false;
      continue;
    }
    for (const LinkDescription& link : process.replicator().Describe()) {
      all = all && link.state == "LIVE";
      if (link.state != "PAUSED") continue;
      process.replicator().Resume(link.source, std::nullopt, [](const Status&) {});
    }
    for (const auto& [id, table] : process.catalog().View()->all()) {
      for (const auto& [source, held] : process.replicator().DescribeTable(id).held) {
        all = false;
        process.replicator().Resume(source, id, [](const Status&) {});
      }
    }
  }
  return all;
}

std::pair<size_t, size_t> Nemesis::SomePair() {
  const size_t one = SomeRegion();
  return {one, (one + 1 + world_.dice.Below(world_.size() - 1)) % world_.size()};
}

void Nemesis::CutOneWay() {
  FaultPlan& way = world_.way(SomeRegion(), SomeRegion());
  way.connected = false;
  Later(100, 3000, [&way] { way.connected = true; });
}

void Nemesis::CutBothWays() {
  const auto [one, two] = SomePair();
  FaultPlan& there = world_.way(one, two);
  FaultPlan& back = world_.way(two, one);
  there.connected = back.connected = false;
  Later(100, 5000, [&there, &back] { there.connected = back.connected = true; });
}

void Nemesis::Isolate() {
  const auto set = [this](size_t region, bool connected) {
    for (size_t other = 0; other < world_.size(); ++other) {
      if (other == region) continue;
      world_.way(region, other).connected = connected;
      world_.way(other, region).connected = connected;
    }
  };
  const size_t region = SomeRegion();
  set(region, false);
  Later(200, 3000, [set, region] { set(region, true); });
}

void Nemesis::SlowWay() {
  FaultPlan& way = world_.way(SomeRegion(), SomeRegion());
  way.delay_max = milliseconds(world_.dice.Between(100, 900));
  Later(300, 4000, [&way] { way.delay_max = milliseconds(40); });
}

void Nemesis::FailProducer() {
  const size_t region = SomeRegion();
  FaultPlan& way = world_.way(region, region);
  way.dies_appended = world_.dice.Chance(50) ? 0.03 : 0;
  way.dies_lost = world_.dice.Chance(50) ? 0.03 : 0;
  way.straggles = world_.dice.Chance(50) ? 0.5 : 0;
  Later(300, 3000, [&way] { way.dies_appended = way.dies_lost = way.straggles = 0; });
}

void Nemesis::KillProducer() {
  const size_t region = SomeRegion();
  if (world_.at(region).serving()) world_.at(region).KillProducer();
}

void Nemesis::ClusterDown() {
  MemoryCluster& cluster = world_.cluster(SomeRegion());
  cluster.SetUp(false);
  Later(100, 4000, [&cluster] { cluster.SetUp(true); });
}

void Nemesis::CrashRegion() {
  const size_t region = SomeRegion();
  world_.Kill(region);
  Later(1, 2000, [this, region] { world_.Start(region); });
}

void Nemesis::StepClock() {
  RegionClock& clock = world_.at(SomeRegion()).clock;
  if (world_.dice.Chance(10)) {
    // Further than the others believe: they wait, and say so.
    world_.Announce("replicator.clock_ahead");
    clock.Step(world_.dice.Between(5000, 8000) - clock.offset_millis());
  } else if (world_.dice.Chance(50)) {
    clock.Step(world_.dice.Between(-2000, 2000) - clock.offset_millis());
  } else {
    clock.Step(world_.dice.Between(-40, 40));
  }
  // Two regions' difference may pass the bound though neither is wrong by it.
  world_.Announce("replicator.clock_ahead");
}

void Nemesis::FillDisk() {
  RegionProcess& process = world_.at(SomeRegion());
  world_.Announce("shard.write_failed");
  process.disk.SetFreeBytes(world_.dice.Between(0, 3000));
  Later(50, 1500, [&process] { process.disk.SetFreeBytes(-1); });
}

void Nemesis::PauseTable() {
  const auto [target, source] = SomePair();
  if (!world_.at(target).serving()) return;
  const CatalogViewPtr catalog = world_.at(target).catalog().View();
  if (catalog->all().empty()) return;
  const auto some =
      static_cast<ptrdiff_t>(world_.dice.Below(static_cast<uint64_t>(catalog->all().size())));
  const TableId table = std::next(catalog->all().begin(), some)->first;
  world_.at(target).replicator().Pause(world_.at(source).name, table, [](const Status&) {});
  Later(100, 4000, [this, target = target, source = source, table] {
    if (!world_.at(target).serving()) return;
    if (world_.at(target).replicator().DescribeTable(table).held.contains(world_.at(source).name)) {
      world_.coverage.Reached("table went on after a pause");
    }
    world_.at(target).replicator().Resume(world_.at(source).name, table, [](const Status&) {});
  });
}

void Nemesis::PauseLink() {
  const auto [target, source] = SomePair();
  if (!world_.at(target).serving()) return;
  world_.at(target).replicator().Pause(world_.at(source).name, std::nullopt, [](const Status&) {});
  Later(100, 2000, [this, target = target, source = source] {
    if (!world_.at(target).serving()) return;
    world_.at(target).replicator().Resume(world_.at(source).name, std::nullopt,
                                          [](const Status&) {});
  });
}

}  // namespace meridian::simulation
