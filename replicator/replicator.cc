#include "replicator/replicator.h"

#include <algorithm>

#include "replicator/incoming.h"
#include "storage/base/log.h"

namespace meridian {
namespace {

std::vector<std::string> NamesOf(const std::map<std::string, Bus*>& peers) {
  std::vector<std::string> names;
  for (const auto& [name, bus] : peers) names.push_back(name);
  return names;
}

std::string BackfillLimit(const TableId& table) { return "backfill/" + table.ToString(); }

}  // namespace

// Verify asks this region like the others.
class Replicator::LocalPeer final : public Peer {
 public:
  LocalPeer(std::string own, PeerService& service, Peer& others)
      : own_(std::move(own)), service_(service), others_(others) {}
  void Call(std::string region, std::string method, std::string request,
            UniqueFunction<void(Result<std::string>)> done) override {
    if (region == own_) return service_.Handle(method, request, std::move(done));
    others_.Call(std::move(region), std::move(method), std::move(request), std::move(done));
  }

 private:
  const std::string own_;
  PeerService& service_;
  Peer& others_;
};

Replicator::Replicator(ReplicatorIdentity identity, ReplicatorPorts ports,
                       ReplicatorOptions options)
    : identity_(std::move(identity)),
      ports_(std::move(ports)),
      options_(options),
      marks_(identity_.origin, NamesOf(ports_.peers), identity_.partitions),
      members_(NamesOf(ports_.peers), options.unreachable_after),
      probe_(ports_.metrics, NamesOf(ports_.peers)),
      service_({.scheduler = ports_.scheduler,
                .clock = ports_.clock,
                .store = ports_.store,
                .catalog = ports_.catalog,
                .partitions = identity_.partitions,
                .options = options,
                .reached = [this](HybridTime cut,
                                  Partition partition) { return Reached(cut, partition); },
                .held_back = [this](const TableId& table) { return HeldBack(table); }}),
      peer_(std::make_unique<LocalPeer>(identity_.origin.region, service_, ports_.peer)),
      heartbeat_(ports_.scheduler, ports_.wall, ports_.store, ports_.own_bus, identity_.origin,
                 identity_.epoch, identity_.partitions,
                 {.watermark =
                      [this](const Watermark& mark) {
                        marks_.Own(mark.clock, mark.sequences);
                        PublishHorizon();
                      },
                  .compose =
                      [this](Heartbeat& heartbeat) {
                        heartbeat.marks = marks_.Marks();
                        heartbeat.offsets_millis = offsets_.Measured();
                        heartbeat.state = "ACTIVE";
                      },
                  .producer_lost =
                      [this](const Error& error) {
                        if (producer_lost_) producer_lost_(error);
                      }}),
      purging_(identity_.partitions),
      tether_(ports_.scheduler) {
  const IntakePorts intake{.scheduler = ports_.scheduler,
                           .wall = ports_.wall,
                           .store = ports_.store,
                           .catalog = ports_.catalog,
                           .partitions = identity_.partitions,
                           .options = options};
  for (const auto& [name, bus] : ports_.peers) {
    links_[name] = std::make_unique<Link>(name, *bus, intake, static_cast<LinkListener&>(*this));
  }
}

Replicator::~Replicator() = default;

void Replicator::Start(std::function<void(const Error&)> producer_lost) {
  producer_lost_ = std::move(producer_lost);
  // Before anything is applied or said: what is being filled is not to be acknowledged.
  StartBackfills();
  for (const auto& [name, link] : links_) link->Start();
  heartbeat_.Start(options_.heartbeat_interval);
  ticker_ =
      std::make_unique<Ticker>(ports_.scheduler, options_.heartbeat_interval, [this] { Tick(); });
  purge_ticker_ =
      std::make_unique<Ticker>(ports_.scheduler, options_.purge_interval, [this] { PurgeSome(); });
}

size_t Replicator::IndexOf(Partition partition) const {
  return partition == kControlPartition ? identity_.partitions : static_cast<uint16_t>(partition);
}

void Replicator::OnHeartbeat(const Heartbeat& heartbeat, bool live) {
  const auto now = ports_.clock.Now();
  members_.Heard(heartbeat, live, now);
  if (live) {
    const auto theirs = heartbeat.offsets_millis.find(identity_.origin.region);
    offsets_.Heard(heartbeat.origin.region, heartbeat.sent_at_millis, ports_.wall.NowMillis(),
                   theirs == heartbeat.offsets_millis.end()
                       ? std::nullopt
                       : std::optional<int64_t>(theirs->second),
                   now);
  }
  marks_.Hear(heartbeat);
}

void Replicator::OnLinkApplied(const Origin& origin, Partition partition, uint64_t sequence) {
  marks_.Applied(origin, IndexOf(partition), sequence);
}

void Replicator::OnLinkParked(const std::string& region, Partition partition, uint64_t first) {
  marks_.Limit("parked/" + region, region, IndexOf(partition), first - 1);
}

void Replicator::OnLinkHeld(const std::string& region, Partition partition,
                            std::optional<uint64_t> first) {
  const size_t index = IndexOf(partition);
  const std::string name = "held/" + region + "/" + std::to_string(index);
  if (first) {
    marks_.Limit(name, region, index, *first - 1);
  } else {
    marks_.Unlimit(name);
  }
}

void Replicator::OnCatalogApplied() { StartBackfills(); }

void Replicator::Tick() {
  for (const auto& [name, link] : links_) link->Poke();
  StartBackfills();
  service_.Sweep();
  ShowMetrics();
}

void Replicator::PublishHorizon() {
  for (uint16_t p = 0; p < identity_.partitions; ++p) {
    if (marks_.Horizon(p).bits > 0) ports_.store.SetHorizon(Partition{p}, marks_.Horizon(p));
    ports_.store.ReleaseLog(Partition{p}, marks_.Released(p));
  }
  ports_.store.ReleaseLog(kControlPartition, marks_.Released(identity_.partitions));
}

void Replicator::PurgeSome() {
  for (uint16_t p = 0; p < identity_.partitions; ++p) {
    if (purging_[p]) continue;
    purging_[p] = true;
    ports_.store.PurgeTombstones(
        Partition{p}, options_.purge_limit,
        tether_.Bring<Result<size_t>>([this, p](Result<size_t> purged) {
          purging_[p] = false;
          if (purged) return probe_.Purged(*purged);
          LogWarn("replicator.purge_failed", {{"partition", p}, {"cause", purged.error().message}});
        }));
  }
}

void Replicator::StartBackfills() {
  CatalogViewPtr catalog = ports_.catalog.View();
  if (catalog == seen_catalog_) return;
  seen_catalog_ = catalog;
  std::erase_if(backfills_, [&](const auto& running) {
    const TablePtr table = AppliedTable(*catalog, running.first);
    if (table != nullptr && table->self().status == ReplicaStatus::kCreating) return false;
    // Done elsewhere, or not wanted any more.
    marks_.Unlimit(BackfillLimit(running.first));
    return true;
  });
  for (const auto& [id, any] : catalog->all()) {
    const TablePtr table = AppliedTable(*catalog, id);
    if (table == nullptr || table->self().status != ReplicaStatus::kCreating) continue;
    if (!backfills_.contains(id)) StartBackfill(table);
  }
  probe_.Backfills(backfills_.size());
}

void Replicator::StartBackfill(const TablePtr& table) {
  // What each link has judged by an older catalog, and so skipped: the snapshots must have it.
  std::vector<std::map<Origin, uint64_t>> required(identity_.partitions);
  for (const auto& [name, link] : links_) {
    const std::vector<uint64_t> judged = link->Judged();
    for (uint16_t p = 0; p < identity_.partitions; ++p) {
      uint64_t sequence = 0;
      if (p < judged.size()) {
        sequence = judged[p];
        required[p][*link->origin()] = sequence;
      } else {
        // Not open yet: nothing was judged since the start.
        const auto positions = ports_.store.Positions(Partition{p});
        if (!positions) {
          // The store recovers from a disk error: the next tick tries again.
          seen_catalog_ = nullptr;
          return;
        }
        if (const auto stored = positions->find(name); stored != positions->end()) {
          sequence = stored->second.sequence;
          required[p][stored->second.origin] = sequence;
        }
      }
      marks_.Limit(BackfillLimit(table->id), name, p, sequence);
    }
  }
  auto backfill = std::make_unique<Backfill>(table, std::move(required),
                                             Backfill::Ports{.scheduler = ports_.scheduler,
                                                             .store = ports_.store,
                                                             .catalog = ports_.catalog,
                                                             .peer = ports_.peer,
                                                             .partitions = identity_.partitions,
                                                             .options = options_},
                                             [this, id = table->id] {
                                               marks_.Unlimit(BackfillLimit(id));
                                               backfills_.erase(id);
                                               probe_.Backfills(backfills_.size());
                                             });
  Backfill& started = *backfill;
  backfills_[table->id] = std::move(backfill);
  started.Start();
}

bool Replicator::Reached(HybridTime cut, Partition partition) const {
  const size_t index = IndexOf(partition);
  if (marks_.Believed(identity_.origin.region, index) < cut) return false;
  return std::ranges::all_of(
      links_, [&](const auto& link) { return marks_.Believed(link.first, index) >= cut; });
}

bool Replicator::HeldBack(const TableId& table) const {
  return std::ranges::any_of(links_, [&](const auto& link) {
    return link.second->HoldsBack(table) || link.second->HeldOf(table) > 0;
  });
}

void Replicator::Pause(const std::string& source, std::optional<TableId> table,
                       UniqueFunction<void(Status)> done) {
  SetPaused(true, source, table, std::move(done));
}

void Replicator::Resume(const std::string& source, std::optional<TableId> table,
                        UniqueFunction<void(Status)> done) {
  SetPaused(false, source, table, std::move(done));
}

void Replicator::SetPaused(bool paused, const std::string& source, std::optional<TableId> table,
                           UniqueFunction<void(Status)> done) {
  const auto link = links_.find(source);
  if (link == links_.end()) {
    return done(Error{Errc::kNotFound, "There is no link from a region " + source});
  }
  if (table && paused) return link->second->PauseTable(*table, std::move(done));
  if (table) return link->second->ResumeTable(*table, std::move(done));
  if (paused) return link->second->Pause(std::move(done));
  link->second->Resume(std::move(done));
}

void Replicator::VerifyTable(const TableId& table,
                             UniqueFunction<void(Result<VerifyReport>)> done) {
  const TablePtr current = ports_.catalog.View()->FindById(table);
  if (current == nullptr) return done(Error{Errc::kNotFound, "There is no such table"});
  std::vector<std::string> regions;
  for (const auto& [region, replica] : current->replicas) {
    if (replica.status == ReplicaStatus::kActive || replica.status == ReplicaStatus::kUpdating) {
      regions.push_back(region);
    }
  }
  const uint64_t number = next_verify_++;
  auto finish = [this, number, done = std::move(done)](Result<VerifyReport> report) mutable {
    done(std::move(report));
    // Not inside its own call.
    tether_.After(std::chrono::milliseconds(0), [this, number] { verifies_.erase(number); });
  };
  const auto cut = [this] {
    HybridTime least = marks_.Believed(identity_.origin.region);
    for (const auto& [name, link] : links_) least = std::min(least, marks_.Believed(name));
    return least;
  };
  auto verify = std::make_unique<Verify>(table, std::move(regions),
                                         Verify::Ports{.scheduler = ports_.scheduler,
                                                       .clock = ports_.clock,
                                                       .peer = *peer_,
                                                       .partitions = identity_.partitions,
                                                       .options = options_,
                                                       .cut = cut},
                                         std::move(finish));
  Verify& started = *verify;
  verifies_[number] = std::move(verify);
  started.Start();
}

LinkDescription Replicator::DescribeLink(const Link& link) const {
  const LinkStatus status = link.status();
  LinkDescription shown{.source = link.source(), .target = identity_.origin.region};
  shown.watermark = marks_.Believed(link.source());
  shown.pending_records = marks_.Pending(link.source());
  shown.applied_records = status.applied;
  shown.conflicts = status.conflicts;
  shown.quarantined_records = status.parked;
  shown.cause = status.cause;
  // By the source's clock, so that its offset isn't taken for lag.
  const int64_t source_now = ports_.wall.NowMillis() + offsets_.Of(link.source());
  if (shown.watermark.bits > 0) {
    shown.lag_millis = std::max<int64_t>(0, source_now - shown.watermark.millis());
  }
  const bool filling = std::ranges::any_of(
      backfills_, [&](const auto& backfill) { return backfill.second->source() == link.source(); });
  switch (status.state) {
    case LinkState::kConnecting: shown.state = "CONNECTING"; break;
    case LinkState::kPaused: shown.state = "PAUSED"; break;
    case LinkState::kQuarantined: shown.state = "QUARANTINED"; break;
    case LinkState::kFailed: shown.state = "FAILED"; break;
    case LinkState::kCatchup:
    case LinkState::kLive:
      if (!members_.Reachable(link.source(), ports_.clock.Now())) {
        shown.state = "CONNECTING";
        shown.cause = "No heartbeat of the source for a while";
      } else if (filling) {
        shown.state = "BACKFILL";
      } else {
        const bool live = shown.watermark.bits > 0 && shown.lag_millis <= options_.live_lag.count();
        shown.state = live ? "LIVE" : "CATCHUP";
      }
  }
  return shown;
}

std::vector<LinkDescription> Replicator::Describe() const {
  std::vector<LinkDescription> links;
  for (const auto& [name, link] : links_) links.push_back(DescribeLink(*link));
  return links;
}

TableReplication Replicator::DescribeTable(const TableId& table) const {
  TableReplication shown;
  for (const auto& [name, link] : links_) {
    const TableReplication::Held held{.paused = link->HoldsBack(table),
                                      .pending_records = link->HeldOf(table)};
    if (held.paused || held.pending_records > 0) shown.held[name] = held;
  }
  const auto backfill = backfills_.find(table);
  if (backfill == backfills_.end()) return shown;
  shown.backfill_percent = backfill->second->percent();
  shown.backfill_source = backfill->second->source();
  shown.backfill_cause = backfill->second->cause();
  return shown;
}

std::vector<RegionStatus> Replicator::Regions() const {
  std::vector<RegionStatus> regions{{.region = identity_.origin.region,
                                     .state = "ACTIVE",
                                     .clock_offset_millis = 0,
                                     .origin = identity_.origin}};
  for (RegionStatus& peer : members_.Peers(ports_.clock.Now())) {
    peer.clock_offset_millis = offsets_.Of(peer.region);
    regions.push_back(std::move(peer));
  }
  return regions;
}

void Replicator::ShowMetrics() {
  for (const auto& [name, link] : links_) {
    const LinkDescription shown = DescribeLink(*link);
    const bool live = shown.state == "LIVE";
    probe_.Show(name, {.live = live,
                       .state = static_cast<int>(live ? LinkState::kLive : link->status().state),
                       .lag_millis = shown.lag_millis,
                       .pending = shown.pending_records,
                       .applied = shown.applied_records,
                       .conflicts = shown.conflicts,
                       .parked = shown.quarantined_records,
                       .clock_offset_millis = offsets_.Of(name)});
  }
  int64_t oldest = ports_.wall.NowMillis();
  for (uint16_t p = 0; p < identity_.partitions; ++p) {
    oldest = std::min(oldest, marks_.Horizon(p).millis());
  }
  probe_.Horizon(ports_.wall.NowMillis() - oldest);
}

}  // namespace meridian
