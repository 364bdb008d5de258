// The operations on tables: thin doors over regions/tables.
//
// Each reads its request, decides inside SettingsCatalog::Update, and describes what came of it.
//
// Threads: as every operation (regions/api/call.h).
// Source: Amazon DynamoDB API Reference, CreateTable, DescribeTable, ListTables, UpdateTable,
// DeleteTable, DescribeLimits, DescribeEndpoints.
#pragma once

#include <string>
#include <vector>

#include "regions/api/call.h"
#include "regions/api/operations.h"
#include "regions/tables/description.h"
#include "storage/table/settings.h"

namespace meridian {

// What these operations need besides Services. Outlives every request.
struct TableServices {
  const TableStatistics& statistics;
  std::vector<std::string> peers;  // The cluster's other regions.
  std::string endpoint;            // "host:port" of this region, as clients reach it.
  SettingsCatalog& settings;
};

Task<Reply> CreateTable(const Services& services, const TableServices& tables, Call call);
Task<Reply> DescribeTable(const Services& services, const TableServices& tables, Call call);
Task<Reply> ListTables(const Services& services, Call call);
Task<Reply> UpdateTable(const Services& services, const TableServices& tables, Call call);
Task<Reply> DeleteTable(const Services& services, const TableServices& tables, Call call);
Task<Reply> DescribeLimits(const Services& services, Call call);
Task<Reply> DescribeEndpoints(const Services& services, const TableServices& tables, Call call);

// Adds all of them. `tables` must outlive `operations`.
void AddTableOperations(const TableServices& tables, Operations* operations);

}  // namespace meridian
