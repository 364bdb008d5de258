// Every published limit of tables, items and requests that we enforce, once.
//
// Source: Amazon DynamoDB Developer Guide, "Quotas in Amazon DynamoDB" (Quotas below), and the API
// Reference of the operation named. The limits of expressions are in regions/expressions/limits.h.
#pragma once

#include <cstddef>
#include <cstdint>

namespace meridian {

// Names. Quotas: "Naming rules". Data-plane calls accept names from one character up and then find
// no such table.
inline constexpr size_t kTableNameBytesMin = 3;
inline constexpr size_t kTableNameBytesMax = 255;
inline constexpr size_t kTableArnBytesMax = 1024;  // API Reference: TableArn.
inline constexpr size_t kKeyAttributeNameBytesMax = 255;

// Items. Quotas: "Items", "Partition keys and sort keys".
inline constexpr size_t kItemBytesMax = 409'600;
inline constexpr size_t kPartitionKeyBytesMax = 2048;
inline constexpr size_t kSortKeyBytesMax = 1024;

// Tables. Quotas: "Tables", "Secondary indexes"; a decrease of throughput isn't limited by us.
// DescribeLimits reports AWS's default quotas; what we refuse is only what no one can mean.
inline constexpr int64_t kTableCapacityUnitsQuota = 40'000;
inline constexpr int64_t kAccountCapacityUnitsQuota = 80'000;
inline constexpr int64_t kCapacityUnitsMax = 1'000'000'000'000;
inline constexpr size_t kLocalIndexesMax = 5;
inline constexpr size_t kGlobalIndexesMax = 20;
inline constexpr size_t kProjectedAttributesMax = 100;  // Over all indexes of a table.
inline constexpr size_t kIncludedAttributesMax = 20;    // Of one index.
inline constexpr size_t kTableKeyAttributesMax = 2;
inline constexpr size_t kGlobalIndexKeyAttributesMax = 8;  // Four hash, four range.
inline constexpr int32_t kListTablesMax = 100;             // API Reference: ListTables.

// Tags. Developer Guide, "Tagging restrictions in DynamoDB".
inline constexpr size_t kTagsMax = 50;
inline constexpr size_t kTagKeyBytesMax = 128;
inline constexpr size_t kTagValueBytesMax = 256;

// Reads. Quotas: "API-specific limits".
inline constexpr size_t kPageBytesMax = size_t{1} << 20;  // Query, Scan: before the filter.
inline constexpr size_t kBatchGetKeysMax = 100;
inline constexpr size_t kBatchGetBytesMax = size_t{16} << 20;
inline constexpr int64_t kTotalSegmentsMax = 1'000'000;

// Writes. Quotas: "API-specific limits".
inline constexpr size_t kBatchWritesMax = 25;

}  // namespace meridian
