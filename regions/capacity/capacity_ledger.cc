#include "regions/capacity/capacity_ledger.h"

#include <thread>
#include <utility>

#include "regions/tables/table_name.h"

namespace meridian {

CapacityLedger::CapacityLedger(const MonotonicClock& clock, Metrics& metrics, std::string region,
                               CapacityOptions options)
    : clock_(clock), region_(std::move(region)), options_(options), probe_(metrics) {
  for (Shelf& shelf : shelves_) shelf.book = std::make_shared<const Book>();
}

std::shared_ptr<Allowance> CapacityLedger::Make(const Table& table, const std::string& index,
                                                CapacityKind kind) {
  ThrottledResource resource{
      .kind = kind, .is_index = !index.empty(), .arn = TableArn(region_, table.name)};
  if (resource.is_index) resource.arn += "/index/" + index;
  return std::make_shared<Allowance>(std::move(resource), clock_, options_.burst,
                                     probe_.Of(table.name, kind));
}

TableAllowances CapacityLedger::Next(const Table& table, const TableAllowancesPtr& before) {
  const bool provisioned = table.billing.mode == BillingMode::kProvisioned;
  const auto limit = [&](Allowance& allowance, int64_t units) {
    const bool limited = provisioned && units > 0;
    allowance.Limit(limited ? LimitKind::kProvisioned : LimitKind::kNone,
                    static_cast<double>(units));
  };
  TableAllowances next{.read = before ? before->read : Make(table, "", CapacityKind::kRead),
                       .write = before ? before->write : Make(table, "", CapacityKind::kWrite),
                       .replicated = before ? before->replicated : probe_.Replicated(table.name),
                       .index_reads = {}};
  limit(*next.read, table.billing.read_capacity_units);
  limit(*next.write, table.billing.write_capacity_units);
  for (const auto& [name, index] : table.indexes) {
    if (index.schema().kind != IndexKind::kGlobal) continue;
    std::shared_ptr<Allowance> allowance;
    if (before) {
      const auto at = before->index_reads.find(name);
      if (at != before->index_reads.end()) allowance = at->second;
    }
    if (!allowance) allowance = Make(table, name, CapacityKind::kRead);
    limit(*allowance, index.settings.read_capacity_units);
    next.index_reads.emplace(name, std::move(allowance));
  }
  return next;
}

void CapacityLedger::Follow(const CatalogView& catalog) {
  const std::lock_guard following(follow_mutex_);
  auto next = std::make_shared<Book>();
  for (const auto& [name, table] : catalog.tables()) {
    next->emplace(table->number,
                  std::make_shared<const TableAllowances>(Next(*table, Find(table->number))));
  }
  for (Shelf& shelf : shelves_) {
    const std::lock_guard lock(shelf.mutex);
    shelf.book = next;
  }
}

const CapacityLedger::Shelf& CapacityLedger::OwnShelf() const {
  static thread_local const size_t hash = std::hash<std::thread::id>()(std::this_thread::get_id());
  return shelves_[hash % shelves_.size()];
}

TableAllowancesPtr CapacityLedger::Find(TableNumber table) const {
  const Shelf& shelf = OwnShelf();
  const std::lock_guard lock(shelf.mutex);
  const auto at = shelf.book->find(table);
  return at != shelf.book->end() ? at->second : nullptr;
}

void CapacityLedger::CountReplicated(TableNumber table, double write_units) {
  const TableAllowancesPtr allowances = Find(table);
  if (!allowances) return;
  allowances->write->CountUnlimited(write_units);
  Counter replicated = allowances->replicated;
  replicated.Add(write_units);
}

}  // namespace meridian
