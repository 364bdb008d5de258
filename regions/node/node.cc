#include "regions/node/node.h"

#include <future>
#include <map>
#include <vector>

#include "regions/api/message_generation.h"
#include "regions/api/replication_api.h"
#include "regions/api/router.h"
#include "regions/api/scaling_api.h"
#include "regions/api/table_api.h"
#include "regions/api/table_life_api.h"
#include "regions/api/transact_get.h"
#include "regions/capacity/metered_replica.h"
#include "regions/capacity/metered_store.h"
#include "regions/capacity/metered_transactions.h"
#include "regions/http/listener.h"
#include "regions/node/expiry_probe.h"
#include "regions/node/peer_client.h"
#include "regions/node/peer_door.h"
#include "regions/node/ready_gate.h"
#include "regions/node/region_statistics.h"
#include "regions/node/replication_door.h"
#include "regions/scaling/auto_scaler.h"
#include "replicator/merge.h"
#include "replicator/replicator.h"
#include "storage/base/log.h"
#include "storage/table/catalog_store.h"
#include "storage/table/conflict_sweep.h"
#include "storage/table/expiry_fill.h"
#include "storage/table/expiry_sweeper.h"
#include "storage/table/index_upkeep.h"
#include "storage/table/item_store.h"
#include "storage/table/reclaim.h"
#include "storage/table/region_changes.h"
#include "storage/table/replicated_store.h"
#include "storage/table/transaction_coordinator.h"
#include "streams/kafka/kafka_bus.h"
#include "streams/log_start.h"
#include "streams/publisher.h"

namespace meridian {
namespace {

// The first epoch of a region's log. A later one begins when Kafka lost what was published.
constexpr uint64_t kFirstEpoch = 1;
constexpr std::chrono::milliseconds kWatchInterval{1000};
// The scalable targets, among the replicator's notes.
constexpr char kScalingNote[] = "scaling/targets";
constexpr std::chrono::milliseconds kTokenSweepInterval{10'000};

// Runs `fn` on `scheduler` and waits for it.
template <class Fn>
auto RunOn(Scheduler& scheduler, Fn fn) {
  std::promise<decltype(fn())> promise;
  auto future = promise.get_future();
  scheduler.Post([&] {
    if constexpr (std::is_void_v<decltype(fn())>) {
      fn();
      promise.set_value();
    } else {
      promise.set_value(fn());
    }
  });
  return future.get();
}

CredentialStore::Secrets SecretsOf(const Config& config) {
  CredentialStore::Secrets secrets;
  for (const Config::Credential& one : config.credentials) {
    secrets[one.access_key_id] = std::make_shared<const Secret>(one.secret_access_key);
  }
  if (!config.cluster_secret.empty()) {
    secrets[kPeerAccessKey] = std::make_shared<const Secret>(config.cluster_secret);
  }
  return secrets;
}

}  // namespace

struct Node::Parts {
  Parts(Config given, std::function<void(const Error&)> on_failure)
      : config(std::move(given)),
        failed(std::move(on_failure)),
        credentials(SecretsOf(config)),
        verifier(credentials, {.regions = {config.storage.name},
                               .services = {"dynamodb", "meridian", "application-autoscaling"},
                               .window = config.signature_window}),
        authenticator(verifier, wall) {}

  Status OpenStore();
  Status OpenBuses();
  Status Serve();
  void BeginReplication();
  void FollowLog();
  void StartUpkeep();  // What reads the stores first; again until they can be read.
  // The log that this region writes.
  LogIdentity OwnLog() const {
    return {.origin = region->origin(),
            .epoch = kFirstEpoch,
            .partitions = region->map().partitions,
            .topics = config.topics};
  }

  Config config;
  std::function<void(const Error&)> failed;
  SystemWallClock wall;
  SystemMonotonicClock clock;
  SystemSecureRandom random;
  Metrics metrics;
  CredentialStore credentials;
  SigV4Verifier verifier;
  SigV4Authenticator authenticator;

  std::vector<std::unique_ptr<AsioScheduler>> shard_threads;
  std::unique_ptr<Region> region;
  std::unique_ptr<SettingsStore> settings;
  std::unique_ptr<ItemStore> items;
  std::unique_ptr<CatalogStore> catalog;
  std::unique_ptr<ReplicatedStore> replica;
  std::unique_ptr<TransactionCoordinator> transactions;
  std::unique_ptr<RegionChanges> changes;
  std::unique_ptr<Reclaimer> reclaimer;
  std::unique_ptr<ConflictSweep> conflict_sweep;
  std::unique_ptr<RegionEntries> entries;
  std::unique_ptr<IndexUpkeep> indexes;
  std::unique_ptr<ExpiryFill> expiry_fill;
  std::unique_ptr<ExpirySweeper> expiry_sweeper;
  std::unique_ptr<RegionStatistics> statistics;
  std::unique_ptr<CapacityLedger> capacity;
  std::unique_ptr<MeteredReplica> counted_replica;  // What the replicator applies through.
  std::unique_ptr<MeteredStore> metered;            // What operations read and write through.
  std::unique_ptr<ScalingBook> scaling;
  std::unique_ptr<MeteredTransactions> metered_transactions;

  // Publisher and replicator, and every Kafka client, live on this one executor.
  std::unique_ptr<AsioScheduler> replication;
  std::unique_ptr<KafkaBus> own_bus;
  std::map<std::string, std::unique_ptr<KafkaBus>> peer_buses;
  std::unique_ptr<PeerClient> peer_client;
  std::unique_ptr<LogStart> log_start;
  std::unique_ptr<Publisher> publisher;
  std::unique_ptr<Replicator> replicator;
  std::unique_ptr<Ticker> watch;  // Over the publisher's state, and what could not start yet.
  bool reclaiming = false;        // Started; of the replication thread.
  bool filling = false;
  std::unique_ptr<AutoScaler> auto_scaler;
  std::unique_ptr<Ticker> token_sweep;

  ReadyGate gate{"starting"};
  std::unique_ptr<PeerDoor> peer_door;
  std::unique_ptr<ReplicationDoor> replication_door;
  std::unique_ptr<Services> services;
  std::unique_ptr<TableServices> table_services;
  std::unique_ptr<LifeServices> life_services;
  std::unique_ptr<Operations> operations;
  std::unique_ptr<Router> router;
  std::unique_ptr<Listener> listener;
};

Node::Node(Config config, std::function<void(const Error&)> failed)
    : parts_(std::make_unique<Parts>(std::move(config), std::move(failed))) {}

Node::~Node() = default;

Status Node::Start() {
  TRY(parts_->OpenStore());
  TRY(parts_->OpenBuses());
  TRY(parts_->Serve());
  parts_->BeginReplication();
  LogInfo("node.started", {{"region", parts_->config.storage.name},
                           {"incarnation", parts_->region->origin().ToString()},
                           {"port", parts_->listener->port()}});
  return OkStatus();
}

Status Node::Parts::OpenStore() {
  std::vector<Scheduler*> schedulers;
  TRY(const uint16_t shards, Region::ShardsOf(config.storage));
  for (uint16_t i = 0; i < shards; ++i) {
    shard_threads.push_back(std::make_unique<AsioScheduler>("shard-" + std::to_string(i)));
    schedulers.push_back(shard_threads.back().get());
  }
  TRY(region, Region::Open(config.storage, std::move(schedulers), wall, random));
  settings = std::make_unique<SettingsStore>(*region);
  items = std::make_unique<ItemStore>(*region, *settings);
  catalog = std::make_unique<CatalogStore>(*region);
  replica = std::make_unique<ReplicatedStore>(*region, *settings);
  transactions = std::make_unique<TransactionCoordinator>(*region, *settings, random, Merge);
  changes = std::make_unique<RegionChanges>(*region);
  reclaimer = std::make_unique<Reclaimer>(*region, *catalog);
  conflict_sweep = std::make_unique<ConflictSweep>(*region, ConflictRetention());
  entries = std::make_unique<RegionEntries>(*region);
  indexes = std::make_unique<IndexUpkeep>(*region, *entries);
  expiry_fill = std::make_unique<ExpiryFill>(*region, *settings);
  expiry_sweeper = std::make_unique<ExpirySweeper>(
      *region, *settings, ExpiryOptions(),
      [probe = std::make_shared<ExpiryProbe>(metrics)](size_t items) { probe->Deleted(items); });
  statistics = std::make_unique<RegionStatistics>(*region);
  capacity =
      std::make_unique<CapacityLedger>(clock, metrics, config.storage.name, CapacityOptions{});
  counted_replica = std::make_unique<MeteredReplica>(*replica, *capacity);
  metered = std::make_unique<MeteredStore>(*items, *capacity);
  metered_transactions = std::make_unique<MeteredTransactions>(*transactions, *capacity);
  scaling = std::make_unique<ScalingBook>(ScalingBook::Storage{
      .read = [this] { return replica->ReadNote(kScalingNote); },
      .write =
          [this](std::string value, UniqueFunction<void(Status)> done) {
            replica->WriteNote(kScalingNote, std::move(value), std::move(done));
          }});
  TRY(scaling->Load());
  region->catalog().AddListener([this] {
    capacity->Follow(*catalog->View());
    settings->Refresh();
    reclaimer->Look();
    expiry_fill->Look();
  });
  capacity->Follow(*catalog->View());
  indexes->Start();
  // Behind the listeners: what it carries out is written on the shards' threads at once.
  TRY(transactions->Recover());
  return OkStatus();
}

Status Node::Parts::OpenBuses() {
  replication = std::make_unique<AsioScheduler>("replication");
  return RunOn(*replication, [&]() -> Status {
    KafkaOptions own{.brokers = config.kafka.bootstrap,
                     .client_id = "meridian-" + config.storage.name,
                     .settings = {{"linger.ms", std::to_string(config.kafka.linger.count())}}};
    TRY(own_bus, KafkaBus::Make(*replication, own));
    std::map<std::string, std::string> endpoints;
    for (const Config::Peer& peer : config.peers) {
      KafkaOptions options{.brokers = peer.kafka, .client_id = own.client_id, .settings = {}};
      TRY(peer_buses[peer.name], KafkaBus::Make(*replication, std::move(options)));
      endpoints[peer.name] = peer.endpoint;
    }
    peer_client = std::make_unique<PeerClient>(
        *replication, wall, std::make_shared<const Secret>(config.cluster_secret),
        std::move(endpoints));
    return OkStatus();
  });
}

Status Node::Parts::Serve() {
  services = std::make_unique<Services>(Services{.store = *metered,
                                                 .catalog = *catalog,
                                                 .clock = wall,
                                                 .random = random,
                                                 .metrics = metrics,
                                                 .region = config.storage.name,
                                                 .collections = statistics.get()});
  table_services = std::make_unique<TableServices>(
      TableServices{.statistics = *statistics,
                    .peers = {},
                    .endpoint = config.http.address + ":" + std::to_string(config.http.port),
                    .settings = *settings});
  for (const Config::Peer& peer : config.peers) table_services->peers.push_back(peer.name);

  peer_door = std::make_unique<PeerDoor>(
      *replication, [this](const std::string& method, const std::string& request, auto done) {
        if (replicator == nullptr) {
          return done(Error{Errc::kUnavailable, "The region is starting"});
        }
        replicator->peer_service().Handle(method, request, std::move(done));
      });
  replication_door = std::make_unique<ReplicationDoor>(
      *replication, [this] { return replicator.get(); }, config);

  life_services = std::make_unique<LifeServices>(LifeServices{
      .settings = *settings, .expiry_settled = [this](const Table& table, const TimeToLive& ttl) {
        return expiry_fill->Settled(table, ttl);
      }});

  operations = std::make_unique<Operations>(StandardOperations());
  SpeakGeneration(
      config.messages == Messages::kBare ? MessageGeneration::kBare : MessageGeneration::kPrefixed,
      operations.get());
  AddTableOperations(*table_services, operations.get());
  AddLifeOperations(*life_services, operations.get());
  AddReplicationOperations(*replication_door, operations.get());
  AddScalingOperations(*scaling, operations.get());
  AddTransactOperations(*metered_transactions, operations.get());
  router = std::make_unique<Router>(
      *services, *operations, authenticator, clock,
      Router::Options{
          .unready = [this] { return gate.Reason(); },
          .peer = [this](HttpRequest request) { return peer_door->Handle(std::move(request)); },
          .peer_access_key = kPeerAccessKey});
  gate.SetNext(*router);
  listener = std::make_unique<Listener>(wall, gate, config.http);
  return listener->Start();
}

void Node::Parts::BeginReplication() {
  replication->Post([this] {
    gate.Close("waiting for the region's Kafka at " + config.kafka.bootstrap);
    log_start =
        std::make_unique<LogStart>(*changes, *own_bus, *replication, OwnLog(), config.without_log);
    log_start->Run([this](Status status) {
      if (!status) return failed(status.error());
      FollowLog();
    });
  });
}

void Node::Parts::StartUpkeep() {
  const auto start = [](auto& part, const char* waits, bool* started) {
    const Status status = *started ? OkStatus() : part.Start();
    *started = status.has_value();
    if (!status) LogWarn(waits, {{"error", status.error().message}});
  };
  start(*reclaimer, "node.reclaim_waits", &reclaiming);
  start(*expiry_fill, "node.expiry_waits", &filling);
}

void Node::Parts::FollowLog() {
  ReplicatorPorts ports{.scheduler = *replication,
                        .wall = wall,
                        .clock = clock,
                        .store = *counted_replica,
                        .catalog = *catalog,
                        .own_bus = *own_bus,
                        .peers = {},
                        .peer = *peer_client,
                        .metrics = metrics};
  for (const auto& [name, bus] : peer_buses) ports.peers[name] = bus.get();
  replicator = std::make_unique<Replicator>(
      ReplicatorIdentity{
          .origin = region->origin(), .epoch = kFirstEpoch, .partitions = region->map().partitions},
      std::move(ports), config.replicator);
  publisher = std::make_unique<Publisher>(
      *changes, *own_bus, *replication, clock, metrics, OwnLog(),
      PublisherSources{.writer = {.horizon = [this](Partition p) { return region->Horizon(p); },
                                  .clock = [this] { return replicator->clock(); }},
                       .registers = [this] { return replica->AllRegisters(); }},
      config.publisher);
  publisher->Start();
  replicator->Start([this](const Error& error) { publisher->ProducerLost(error); });
  conflict_sweep->Start();
  expiry_sweeper->Start();
  StartUpkeep();
  watch = std::make_unique<Ticker>(*replication, kWatchInterval, [this] {
    StartUpkeep();
    // Writes of local durability go on, but nobody else will hear of them.
    if (publisher->state() == PublisherState::kHalted) {
      gate.Drain("publishing is halted: the region's log contradicts its store");
      watch->Stop();
    }
  });
  token_sweep = std::make_unique<Ticker>(*replication, kTokenSweepInterval,
                                         [this] { transactions->SweepTokens(); });
  auto_scaler = std::make_unique<AutoScaler>(AutoScaler::Ports{.scheduler = *replication,
                                                               .clock = clock,
                                                               .wall = wall,
                                                               .random = random,
                                                               .catalog = *catalog,
                                                               .ledger = *capacity,
                                                               .book = *scaling,
                                                               .region = config.storage.name,
                                                               .peers = table_services->peers},
                                             ScalingOptions{});
  gate.Open();
  LogInfo("node.ready", {{"region", config.storage.name}});
}

void Node::Stop() {
  Parts& parts = *parts_;
  parts.gate.Drain("stopping");
  if (parts.listener) parts.listener->Stop();
  if (parts.replication) {
    RunOn(*parts.replication, [&] {
      parts.auto_scaler.reset();
      parts.watch.reset();
      parts.token_sweep.reset();
      parts.log_start.reset();
      parts.replicator.reset();
      parts.publisher.reset();
      parts.peer_client.reset();
      parts.peer_buses.clear();
      parts.own_bus.reset();
    });
  }
  if (parts.region) {
    parts.region->Stop();
    // What waited is answered before its executor ends.
    for (const auto& thread : parts.shard_threads) RunOn(*thread, [] {});
  }
  if (parts.replication) parts.replication->Stop();
  for (const auto& thread : parts.shard_threads) thread->Stop();
  parts.listener.reset();
}

void Node::Reload(const Config& config) {
  parts_->credentials.Replace(SecretsOf(config));
  LogInfo("node.reloaded", {{"credentials", config.credentials.size()}});
}

}  // namespace meridian
