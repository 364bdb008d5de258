#include "regions/tables/table_change.h"

#include <utility>

#include "regions/tables/throughput_history.h"

namespace meridian {

Result<CatalogWrites> DecideNewTable(const NewTable& table, const CapacitySettingsRequest& capacity,
                                     const TableBirth& birth, const CatalogView& catalog) {
  CatalogWrites writes;
  TRY(writes.registers, DecideCreateTable(table, birth, catalog));
  const CapacitySubject subject{.table = birth.id,
                                .mode = table.billing.mode,
                                .is_new = true,
                                .now_millis = birth.now_millis};
  TRY(writes.settings, DecideCapacitySettings(capacity, subject, TableSettings()));
  return writes;
}

Result<CatalogWrites> DecideTableChange(const UpdateTableRequest& request,
                                        const CapacitySettingsRequest& capacity,
                                        const std::string& name, const UpdateContext& context,
                                        const CatalogView& catalog, const SettingsView& settings) {
  CatalogWrites writes;
  TRY(writes.registers, DecideUpdateTable(request, name, context, catalog));
  const TablePtr table = catalog.Find(name);
  const TableSettings& current = settings.Of(table->id);
  CapacitySubject subject{
      .table = table->id, .mode = table->billing.mode, .now_millis = context.now_millis};
  std::optional<ThroughputHistory> history;
  for (const RegisterWrite& write : writes.registers) {
    const auto* billing = std::get_if<BillingSettings>(&write.value);
    if (billing == nullptr) continue;
    subject.mode = billing->mode;
    TRY(history,
        NextHistory(current.throughput_history, table->billing, *billing, context.now_millis));
  }
  TRY(writes.settings, DecideCapacitySettings(capacity, subject, current));
  if (history && *history != current.throughput_history) {
    writes.settings.push_back({table->id, *std::move(history), ""});
  }
  return writes;
}

}  // namespace meridian
