// IndexKeys: whether an item's attributes fit the indexes whose keys they are.
//
// An item without such an attribute is simply not in the index. One that has it with another type
// than the key's, empty, or too long for a key, is refused when it is written; items that were
// there before the index are left out of it, so an update is judged by what it touched alone. Of
// several indexes the first by name is told.
//
// Threads: pure functions.
// Source: observed answers of Amazon DynamoDB; dynamodb.md 1.6, 1.8.
#pragma once

#include "regions/expressions/update.h"
#include "storage/base/result.h"
#include "storage/item/attribute.h"
#include "storage/table/schema.h"

namespace meridian {

// Of an item that is put as a whole.
Status CheckIndexKeys(const Table& table, const Item& item);

// kValidation if `program` reaches into an attribute that is an index's key, which has no inside.
Status CheckLeavesIndexKeysWhole(const Table& table, const UpdateProgram& program);
// Of `next`, which `program` made.
Status CheckUpdatedIndexKeys(const Table& table, const UpdateProgram& program, const Item& next);

}  // namespace meridian
