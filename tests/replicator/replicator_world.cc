#include "tests/replicator/replicator_world.h"

#include <algorithm>

#include "storage/base/check.h"

namespace meridian {

using std::chrono::milliseconds;

// Carries calls between nodes, on the caller's Scheduler and back; a cut link answers late and
// badly.
class ReplicatorWorld::WorldPeer final : public Peer {
 public:
  WorldPeer(ReplicatorWorld& world, std::string own) : world_(world), own_(std::move(own)) {}

  void Call(std::string region, std::string method, std::string request,
            UniqueFunction<void(Result<std::string>)> done) override {
    Scheduler& home = world_.store(own_).scheduler;
    if (!world_.at(own_).plans[region].connected) {
      return home.After(milliseconds(1000), [done = std::move(done)]() mutable {
        done(Error{Errc::kUnavailable, "The link is cut"});
      });
    }
    world_.store(region).scheduler.Post(
        [&world = world_, region, &home, method, request, done = std::move(done)]() mutable {
          // A process that died takes its questions with it.
          if (world.at(region).replicator == nullptr) {
            return home.Post([done = std::move(done)]() mutable {
              done(Error{Errc::kUnavailable, "The node is down"});
            });
          }
          world.at(region).replicator->peer_service().Handle(
              method, request,
              [&world, &home, done = std::move(done)](Result<std::string> answer) mutable {
                home.After(world.answer_delay,
                           [done = std::move(done), answer = std::move(answer)]() mutable {
                             done(std::move(answer));
                           });
              });
        });
  }

 private:
  ReplicatorWorld& world_;
  const std::string own_;
};

ReplicatorWorld::ReplicatorWorld(const std::vector<std::string>& names, ReplicatorOptions options)
    : options_(options) {
  for (const std::string& name : names) nodes_[name] = std::make_unique<Node>(name);
  for (const auto& [name, node] : nodes_) {
    for (const std::string& other : names) node->plans[other];
  }
  for (const auto& [name, node] : nodes_) Start(*node);
  Run(milliseconds(3000));
}

ReplicatorWorld::~ReplicatorWorld() {
  for (const auto& [name, node] : nodes_) Stop(*node);
}

void ReplicatorWorld::Start(Node& node) {
  RegionInMemory& store = node.store;
  for (const auto& [name, other] : nodes_) {
    node.buses[name] =
        std::make_unique<MemoryBus>(other->cluster, store.scheduler, node.plans.at(name));
  }
  Bus& own = *node.buses.at(store.name);
  node.peer = std::make_unique<WorldPeer>(*this, store.name);
  std::map<std::string, Bus*> peers;
  for (const auto& [name, bus] : node.buses) {
    if (name != store.name) peers[name] = bus.get();
  }
  node.replicator = std::make_unique<Replicator>(
      ReplicatorIdentity{
          .origin = store.region->origin(), .epoch = 1, .partitions = store.options.partitions},
      ReplicatorPorts{.scheduler = store.scheduler,
                      .wall = store.clock,
                      .clock = store.scheduler,
                      .store = *store.replica,
                      .catalog = *store.catalog,
                      .own_bus = own,
                      .peers = peers,
                      .peer = *node.peer,
                      .metrics = node.metrics},
      options_);
  node.publisher = std::make_unique<Publisher>(
      *store.changes, own, store.scheduler, store.scheduler, node.metrics,
      LogIdentity{.origin = store.region->origin(),
                  .epoch = 1,
                  .partitions = store.options.partitions,
                  .topics = {}},
      PublisherSources{
          .writer = {.horizon = [&store](Partition p) { return store.replica->Horizon(p); },
                     .clock = [&node] { return node.replicator->clock(); }},
          .registers = [&store] { return store.replica->AllRegisters(); }},
      PublisherOptions());
  node.publisher->Start();
  node.replicator->Start([&node](const Error& error) { node.publisher->ProducerLost(error); });
}

void ReplicatorWorld::Stop(Node& node) {
  node.replicator.reset();
  node.publisher.reset();
  node.buses.clear();
  node.peer.reset();
}

void ReplicatorWorld::Run(milliseconds span) {
  for (milliseconds passed{0}; passed < span; ++passed) {
    for (const auto& [name, node] : nodes_) {
      node->store.clock.Advance(1);
      node->store.scheduler.Advance(milliseconds(1));
    }
  }
}

void ReplicatorWorld::Restart(const std::string& name) {
  Node& node = at(name);
  Stop(node);
  node.store.Crash();
  Start(node);
}

void ReplicatorWorld::Cut(const std::string& a, const std::string& b, bool connected) {
  at(a).plans[b].connected = connected;
  at(b).plans[a].connected = connected;
}

void ReplicatorWorld::MakeTable(const std::string& region, const std::string& name,
                                const std::vector<std::string>& others) {
  store(region).MakeTable(name, others);
  Run(milliseconds(500));
}

void ReplicatorWorld::AddReplica(const std::string& region, const std::string& table,
                                 const std::string& target) {
  const TableId id = store(region).catalog->Find(table)->id;
  store(region).catalog->Update(
      [&, id](const CatalogView&) -> Result<std::vector<RegisterWrite>> {
        const Replica replica{ReplicaStatus::kCreating, region, ""};
        return std::vector<RegisterWrite>{{id, replica, target}};
      },
      [](const Status& status) { CHECK(status.has_value()); });
  store(region).Run();
}

Result<Committed> ReplicatorWorld::Put(const std::string& region, const std::string& table,
                                       const std::string& key, const std::string& value) {
  return store(region).Put(store(region).catalog->Find(table), key, value);
}

Result<Committed> ReplicatorWorld::Delete(const std::string& region, const std::string& table,
                                          const std::string& key) {
  return store(region).Delete(store(region).catalog->Find(table), key);
}

std::string ReplicatorWorld::Read(const std::string& region, const std::string& table,
                                  const std::string& key) {
  const TablePtr found = store(region).catalog->Find(table);
  return found == nullptr ? "?" : store(region).Read(found, key).value_or("-");
}

std::vector<std::string> ReplicatorWorld::ReadAll(const std::string& table,
                                                  const std::string& key) {
  std::vector<std::string> values;
  for (const auto& [name, node] : nodes_) values.push_back(Read(name, table, key));
  return values;
}

std::vector<std::string> ReplicatorWorld::Conflicts(const std::string& region,
                                                    const std::string& table) {
  std::vector<std::string> losers;
  const auto page =
      store(region).items->Conflicts(*store(region).catalog->Find(table), std::nullopt, 10'000, "");
  CHECK(page.has_value());
  for (const auto& row : page->rows) {
    const Version& loser = row.conflict.loser.version;
    losers.push_back(loser.time.ToString() + " " + loser.origin.ToString());
  }
  std::ranges::sort(losers);
  return losers;
}

ReplicaStatus ReplicatorWorld::StatusOf(const std::string& asked, const std::string& table,
                                        const std::string& region) {
  const TablePtr found = store(asked).catalog->Find(table);
  if (found == nullptr || !found->replicas.contains(region)) return ReplicaStatus::kDeleted;
  return found->replicas.at(region).status;
}

LinkDescription ReplicatorWorld::LinkOf(const std::string& target, const std::string& source) {
  for (LinkDescription& link : at(target).replicator->Describe()) {
    if (link.source == source) return link;
  }
  return {};
}

Result<VerifyReport> ReplicatorWorld::Verify(const std::string& region, const std::string& table) {
  std::optional<Result<VerifyReport>> report;
  at(region).replicator->VerifyTable(store(region).catalog->Find(table)->id,
                                     [&](Result<VerifyReport> r) { report = std::move(r); });
  for (int i = 0; i < 60 && !report; ++i) Run(milliseconds(1000));
  CHECK(report.has_value());
  return *report;
}

}  // namespace meridian
