// CreateTable and UpdateTable whole: a table's registers and its settings, decided together.
//
// Threads: pure functions.
// Source: Amazon DynamoDB API Reference, CreateTable, UpdateTable.
#pragma once

#include <string>

#include "regions/tables/capacity_settings.h"
#include "regions/tables/create_table.h"
#include "regions/tables/update_table.h"
#include "storage/base/result.h"
#include "storage/table/settings.h"

namespace meridian {

// As DecideCreateTable, with what `capacity` adds. Requires: CheckCapacitySettings.
Result<CatalogWrites> DecideNewTable(const NewTable& table, const CapacitySettingsRequest& capacity,
                                     const TableBirth& birth, const CatalogView& catalog);

// As DecideUpdateTable, with what `capacity` adds; kLimitExceeded for a throughput that falls, or a
// billing mode that changes, too often. Requires: CheckUpdateTable, CheckCapacitySettings.
Result<CatalogWrites> DecideTableChange(const UpdateTableRequest& request,
                                        const CapacitySettingsRequest& capacity,
                                        const std::string& name, const UpdateContext& context,
                                        const CatalogView& catalog, const SettingsView& settings);

}  // namespace meridian
