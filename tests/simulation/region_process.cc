#include "tests/simulation/region_process.h"

#include "storage/base/log.h"

namespace meridian::simulation {

using std::chrono::milliseconds;

namespace {

constexpr uint16_t kShards = 2;
// A commit's share of fsync and queue.
constexpr milliseconds kShardDelayMax{2};
constexpr milliseconds kExecutorDelayMax{1};
// Items expire soon after their time, in a world whose rounds are seconds.
constexpr milliseconds kSweepInterval{50};

ReplicatorOptions Options() {
  ReplicatorOptions options;
  options.chunk_states = 3;  // So that a backfill takes many steps.
  return options;
}

}  // namespace

RegionProcess::RegionProcess(std::string region_name, uint64_t entropy, Ports ports)
    : name(std::move(region_name)),
      clock(ports.timeline),
      ports_(std::move(ports)),
      entropy_(entropy) {
  // Only logs are written by the process's own thread; the others' order isn't the seed's.
  disk.FailOnly(".log");
}

RegionProcess::~RegionProcess() { Kill(); }

LogIdentity RegionProcess::Identity() const {
  return {.origin = process_->region->origin(),
          .epoch = kLogEpoch,
          .partitions = kPartitions,
          .topics = {}};
}

Status RegionProcess::Start() {
  CHECK(!running());
  auto process = std::make_unique<Process>();
  std::vector<Scheduler*> shards;
  for (uint16_t i = 0; i < kShards; ++i) {
    process->shards.push_back(
        std::make_unique<Executor>(ports_.timeline, ports_.dice, kShardDelayMax));
    shards.push_back(process->shards.back().get());
  }
  process->executor = std::make_unique<Executor>(ports_.timeline, ports_.dice, kExecutorDelayMax);
  Region::Options options;
  options.name = name;
  options.data_dir = "/" + name;
  options.partitions = kPartitions;
  options.shards = kShards;
  options.shard.database.env = disk.env();
  TRY(process->region, Region::Open(options, shards, clock, entropy_));
  process->settings = std::make_unique<SettingsStore>(*process->region);
  process->expiry_fill = std::make_unique<ExpiryFill>(*process->region, *process->settings);
  process->expiry_sweeper = std::make_unique<ExpirySweeper>(
      *process->region, *process->settings,
      ExpiryOptions{.interval = kSweepInterval, .items_per_turn = 2, .pause = milliseconds(1)},
      [](size_t) {});
  process->region->catalog().SetListener(
      [settings = process->settings.get(), fill = process->expiry_fill.get()] {
        settings->Refresh();
        fill->Look();
      });
  process->items = std::make_unique<ItemStore>(*process->region, *process->settings);
  process->catalog = std::make_unique<CatalogStore>(*process->region);
  process->replica = std::make_unique<ReplicatedStore>(*process->region, *process->settings);
  process->tampering =
      std::make_unique<TamperingStore>(*process->replica, clock, ports_.mutant, ports_.dice);
  process->changes = std::make_unique<RegionChanges>(*process->region);
  for (const auto& [region, cluster] : ports_.clusters) {
    process->buses[region] =
        std::make_unique<MemoryBus>(*cluster, ports_.timeline, *ports_.plans.at(region));
  }
  const auto found = [](const std::map<std::string, const FaultPlan*>& in,
                        const std::string& region) { return in.at(region); };
  process->peer = std::make_unique<SimulatedPeer>(SimulatedPeer::Ports{
      .timeline = ports_.timeline,
      .home = *process->executor,
      .way_to = [this, found](const std::string& region) { return found(ports_.plans, region); },
      .way_from = [this,
                   found](const std::string& region) { return found(ports_.plans_back, region); },
      .service = ports_.service});
  process_ = std::move(process);
  process_->log_start =
      std::make_unique<LogStart>(*process_->changes, *process_->buses.at(name), *process_->executor,
                                 Identity(), WithoutLog::kWait);
  process_->log_start->Run([this](Status status) {
    if (status) return Serve();
    LogError("simulation.start_refused", {{"region", name}, {"cause", status.error().message}});
  });
  return OkStatus();
}

void RegionProcess::Serve() {
  Bus& own = *process_->buses.at(name);
  std::map<std::string, Bus*> peers;
  for (const auto& [region, bus] : process_->buses) {
    if (region != name) peers[region] = bus.get();
  }
  process_->replicator = std::make_unique<Replicator>(
      ReplicatorIdentity{
          .origin = process_->region->origin(), .epoch = kLogEpoch, .partitions = kPartitions},
      ReplicatorPorts{.scheduler = *process_->executor,
                      .wall = clock,
                      .clock = ports_.timeline,
                      .store = *process_->tampering,
                      .catalog = *process_->catalog,
                      .own_bus = own,
                      .peers = peers,
                      .peer = *process_->peer,
                      .metrics = metrics_},
      Options());
  process_->publisher = std::make_unique<Publisher>(
      *process_->changes, own, *process_->executor, ports_.timeline, metrics_, Identity(),
      PublisherSources{
          .writer = {.horizon = [this](Partition p) { return process_->replica->Horizon(p); },
                     .clock = [this] { return process_->replicator->clock(); }},
          .registers = [this] { return process_->replica->AllRegisters(); }},
      PublisherOptions());
  process_->publisher->Start();
  CHECK(process_->expiry_fill->Start());
  if (ports_.mutant != Mutant::kExpireByClock) process_->expiry_sweeper->Start();
  process_->replicator->Start(
      [this](const Error& error) { process_->publisher->ProducerLost(error); });
}

void RegionProcess::Kill() {
  if (!running()) return;
  for (const auto& shard : process_->shards) shard->Kill();
  process_->executor->Kill();
  process_->replicator.reset();
  process_->publisher.reset();
  process_->log_start.reset();
  process_->peer.reset();
  process_->buses.clear();
  process_->changes.reset();
  process_->tampering.reset();
  process_->replica.reset();
  process_->catalog.reset();
  process_->items.reset();
  process_->expiry_sweeper.reset();
  process_->expiry_fill.reset();
  process_->settings.reset();
  process_->region.reset();
  process_.reset();
}

}  // namespace meridian::simulation
