// CreateTable: from a request to the registers of a new table.
//
// Two steps, both pure: Check judges the request alone, before anything is locked or looked up;
// Decide runs inside CatalogReader::Update and sees the catalog as it is when the table is made.
//
// A table is made in this region only. A table of the same name in another region is another table.
//
// Threads: pure functions; NewTable is a value.
// Source: Amazon DynamoDB API Reference, CreateTable.
#pragma once

#include <string>
#include <vector>

#include "regions/tables/table_request.h"
#include "storage/base/result.h"
#include "storage/table/catalog.h"
#include "storage/table/schema.h"

namespace meridian {

// A table as asked for, found sound.
struct NewTable {
  std::string name;
  TableSchema schema;
  BillingSettings billing;
  StreamSettings stream;  // The label is set when the table is made.
  Durability durability = Durability::kLocal;
  LocalSettings local;
  std::vector<IndexSettings> indexes;  // Without ids.
};

// Errors are kValidation in DynamoDB's words, or kUnsupported for what we don't have yet.
Result<NewTable> CheckCreateTable(const CreateTableRequest& request);

// What a table is made of besides the request.
struct TableBirth {
  TableId id;
  std::string region;
  int64_t now_millis = 0;
  std::vector<IndexId> index_ids;  // One for each index.
};

// kInUse if this region has a table of that name.
Result<std::vector<RegisterWrite>> DecideCreateTable(const NewTable& table, const TableBirth& birth,
                                                     const CatalogView& catalog);

}  // namespace meridian
