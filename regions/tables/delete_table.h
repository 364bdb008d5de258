// DeleteTable: this region gives up its replica.
//
// Of a global table only this region's replica goes; of a regional one that is all there is. The
// data is dropped in the background, which then writes kDeleted; until then the table says
// DELETING.
//
// Threads: pure functions.
// Source: Amazon DynamoDB API Reference, DeleteTable.
#pragma once

#include <string>
#include <vector>

#include "storage/base/result.h"
#include "storage/table/catalog.h"

namespace meridian {

// kNotFound; kInUse while the table is being created, or is being deleted already, or an index of
// it is being made or dropped here; kValidation if it is protected, or another region's replica is
// being filled from this one.
Result<std::vector<RegisterWrite>> DecideDeleteTable(const std::string& name,
                                                     const CatalogView& catalog);

}  // namespace meridian
