#include "tests/simulation/scenario.h"

#include <algorithm>
#include <sstream>

#include "storage/base/log.h"
#include "tests/simulation/captured_errors.h"
#include "tests/simulation/checkers/checkers.h"
#include "tests/simulation/nemesis.h"
#include "tests/simulation/trace_hash.h"
#include "tests/simulation/transfers.h"

namespace meridian::simulation {
namespace {

using std::chrono::milliseconds;

// With four, one of them follows logs of tables that it doesn't hold.
size_t Regions(uint64_t seed) { return seed % 4 == 0 ? 4 : 3; }
constexpr size_t kRounds = 2;
constexpr size_t kOperationsARound = 1050;
constexpr milliseconds kRoundMax{60'000};
constexpr milliseconds kRecoveryMax{90'000};
constexpr milliseconds kProbeInterval{1500};

class Scenario {
 public:
  Scenario(uint64_t seed, std::optional<Mutant> mutant)
      : world_(seed, Regions(seed), mutant),
        workload_(world_, mutant),
        transfers_(world_, seed % world_.size(), &faults_),
        nemesis_(world_, [this] { workload_.WriteAtOneInstant(); }),
        journal_(world_, workload_.tables()),
        mutant_(mutant) {}

  void Run() {
    for (size_t region = 0; region < world_.size(); ++region) world_.Start(region);
    workload_.MakeTables();
    transfers_.MakeTable();
    for (size_t round = 0; round < kRounds && faults_.empty(); ++round) {
      Round(round);
      Recover();
    }
    if (!faults_.empty()) return;
    const Evidence evidence = Gather(world_, workload_.tables(), journal_);
    CheckConvergence(evidence, &faults_);
    CheckNothingLost(evidence, &faults_);
    CheckObservations(evidence, &faults_);
    CheckConflicts(evidence, &faults_);
    CheckExpiry(evidence, &faults_);
    CheckCatalog(evidence, &faults_);
    CheckIndexes(evidence, &faults_);
    Count(evidence);
  }

  Report Take(uint64_t seed, const std::string& errors) {
    CheckErrors(errors);
    if (workload_.operations() < kRounds * kOperationsARound && faults_.empty()) {
      faults_.push_back("too few operations");
    }
    if (nemesis_.faults() < 5 && faults_.empty()) faults_.push_back("too few faults");
    return {.seed = seed,
            .faults = std::move(faults_),
            .coverage = std::move(world_.coverage),
            .trace = Trace(),
            .operations = workload_.operations()};
  }

 private:
  void Round(size_t round) {
    workload_.Begin();
    transfers_.Begin();
    nemesis_.Begin();
    const size_t until = (round + 1) * kOperationsARound;
    // Each gains its replicas in the middle of things.
    const milliseconds join(world_.dice.Between(500, 3000));
    world_.timeline.After(join, [this] {
      workload_.AddReplica(1);
      workload_.AddReplica(2);
    });
    world_.timeline.After(milliseconds(world_.dice.Between(500, 5000)),
                          [this] { workload_.ChangeIndexes(); });
    auto next_probe = world_.timeline.Now() + kProbeInterval;
    if (!world_.RunUntil(
            [&] {
              if (world_.timeline.Now() >= next_probe) {
                next_probe += kProbeInterval;
                Probe();
              }
              return workload_.operations() >= until;
            },
            kRoundMax)) {
      faults_.push_back("the round did not end");
    }
    workload_.End();
    transfers_.End();
    nemesis_.Heal();
  }

  // At any moment, whatever is broken.
  void Probe() {
    journal_.Update();
    for (size_t region = 0; region < world_.size(); ++region) {
      if (!world_.at(region).running()) continue;
      CheckPositions(world_, workload_.tables(), journal_, region, &faults_);
    }
  }

  void Recover() {
    if (!world_.RunUntil([this] { return nemesis_.Recovered() && Quiet().empty(); },
                         kRecoveryMax)) {
      faults_.push_back("liveness: no recovery: " + Quiet());
      return;
    }
    Probe();
    faults_.insert(faults_.end(), journal_.faults().begin(), journal_.faults().end());
    transfers_.CheckEverywhere();
    for (const SimulatedTable& table : workload_.tables()) Verify(table);
  }

  // What still keeps the regions from standing still; empty: nothing.
  std::string Quiet() {
    for (size_t target = 0; target < world_.size(); ++target) {
      RegionProcess& process = world_.at(target);
      if (!process.serving()) return process.name + " isn't serving";
      if (process.publisher().state() != PublisherState::kRunning) {
        return process.name + "'s publisher isn't running";
      }
      for (const LinkDescription& link : process.replicator().Describe()) {
        if (link.state != "LIVE") {
          return link.source + " to " + link.target + " is " + link.state + ": " + link.cause;
        }
      }
      for (uint16_t p = 0; p < kPartitions; ++p) {
        if (process.region().log(Partition{p}).Owes(Partition{p}, Sink::kRemoteIndex)) {
          return process.name + " owes entries to other shards";
        }
      }
      for (size_t source = 0; source < world_.size(); ++source) {
        if (source != target && Behind(target, source)) {
          return process.name + " hasn't applied all of " + world_.at(source).name;
        }
      }
      for (const auto& [id, table] : process.catalog().View()->all()) {
        for (const auto& [region, replica] : table->replicas) {
          if (replica.status != ReplicaStatus::kActive) {
            return process.name + " knows " + table->name + " in " + region +
                   " as not active: " + process.replicator().DescribeTable(id).backfill_cause;
          }
        }
        if (HasTombstone(process, *table)) return process.name + " has tombstones, or will have";
        for (const auto& [name, index] : table->indexes) {
          if (index.status == IndexStatus::kActive) continue;
          return process.name + " isn't done with the index " + table->name + "/" + name;
        }
      }
    }
    return "";
  }

  bool Behind(size_t target, size_t source) {
    RegionProcess& from = world_.at(source);
    std::vector<Partition> partitions = from.changes().Partitions();
    return std::ranges::any_of(partitions, [&](Partition p) {
      const auto positions = world_.at(target).replica().Positions(p);
      if (!positions) return true;
      const auto found = positions->find(from.name);
      const uint64_t applied = found == positions->end() ? 0 : found->second.sequence;
      return applied < from.changes().LastSequence(p);
    });
  }

  bool HasTombstone(RegionProcess& process, const Table& table) {
    if (!table.replicas.contains(process.name)) return false;
    const auto known = std::ranges::find(workload_.tables(), table.id, &SimulatedTable::id);
    for (size_t i = 0; known != workload_.tables().end() && i < known->keys; ++i) {
      const auto stored = process.items().GetState(table, Workload::KeyOf("k" + std::to_string(i)));
      if (!stored || (*stored && !(*stored)->state.live())) return true;
      if (*stored && Expires((*stored)->state)) return true;
    }
    return false;
  }

  // Whether a sweeper will delete it.
  bool Expires(const ItemState& state) const {
    const auto write = Workload::WriteOf(state);
    return mutant_ != Mutant::kExpireByClock && write && world_.history.writes[*write].expires;
  }

  void Verify(const SimulatedTable& table) {
    RegionProcess& process = world_.at(world_.dice.Pick(table.founders));
    std::optional<Result<VerifyReport>> report;
    process.replicator().VerifyTable(table.id,
                                     [&](Result<VerifyReport> r) { report = std::move(r); });
    world_.RunUntil([&] { return report.has_value(); }, milliseconds(60'000));
    CHECK(report.has_value());
    world_.coverage.Reached("verified");
    if (!*report) {
      faults_.push_back("verify: " + table.name + ": " + report->error().message);
    } else if (!(*report)->consistent) {
      faults_.push_back("verify: " + table.name + " differs in " +
                        std::to_string((*report)->differing.size()) + " ranges");
    }
  }

  void Count(const Evidence& evidence) {
    Coverage& coverage = world_.coverage;
    for (const auto& [name, item] : evidence.items) {
      std::set<std::pair<VersionId, VersionId>> ties;
      for (const Conflict& conflict : item.conflicts) {
        const Version &winner = conflict.winner.version, &loser = conflict.loser.version;
        if (winner.time == loser.time) ties.insert({winner.id(), loser.id()});
      }
      coverage.Reached("tie decided by origin", ties.size());
      coverage.Reached("conflict", item.losers[evidence.tables[name.table].founders[0]].size());
      for (const auto& [id, known] : item.versions) {
        if (known.expiry) coverage.Reached("item expired");
      }
      const KnownVersion* latest = item.Latest();
      if (latest != nullptr && latest->is_delete && latest->logged && !item.states[0]) {
        coverage.Reached("tombstone purged");
      }
    }
    for (const SimulatedTable& table : evidence.tables) {
      coverage.Reached("backfill completed", table.joiners.size());
    }
    for (const Write& write : world_.history.writes) {
      if (write.outcome == Outcome::kUnknown) coverage.Reached("outcome unknown");
    }
  }

  void CheckErrors(const std::string& errors) {
    std::istringstream lines(errors);
    for (std::string line; std::getline(lines, line);) {
      const bool expected = std::ranges::any_of(world_.announced(), [&](const std::string& event) {
        return line.find("event=" + event) != std::string::npos;
      });
      if (!expected && line.find("level=error") != std::string::npos) {
        faults_.push_back("unannounced: " + line);
      }
    }
  }

  uint64_t Trace() {
    TraceHash hash;
    hash.Add(journal_.Hash());
    for (const Write& write : world_.history.writes) {
      hash.Add(write.decided_tick);
      hash.Add(write.answered_tick);
      hash.Add(static_cast<uint64_t>(write.outcome));
      hash.Add(write.version.time.bits);
    }
    for (const Read& read : world_.history.reads) {
      hash.Add(read.tick);
      if (read.version) hash.Add(read.version->time.bits);
    }
    return hash.value();
  }

  World world_;
  Workload workload_;
  Transfers transfers_;
  Nemesis nemesis_;
  Journal journal_;
  const std::optional<Mutant> mutant_;
  std::vector<std::string> faults_;
};

}  // namespace

Report RunSeed(uint64_t seed, std::optional<Mutant> mutant) {
  SetLogLevel(LogLevel::kError);
  const CapturedErrors errors("seed " + std::to_string(seed) +
                              " aborted\nreplay: simulation --seed " + std::to_string(seed) + "\n");
  Scenario scenario(seed, mutant);
  scenario.Run();
  return scenario.Take(seed, errors.Text());
}

}  // namespace meridian::simulation
