// Plans: which items a statement is about, as far as its WHERE says so through the key.
//
// A query reads the stretches of the partitions that WHERE names, by equality, IN, or an OR of
// them, and tests what else WHERE says on each item there; without a partition key it reads all. A
// write must name one item, by equality on the whole key; the rest of WHERE is its condition.
//
// Threads: plain functions.
// Source: Amazon DynamoDB Developer Guide, "PartiQL select statements"; DynamoDB Local.
#pragma once

#include <optional>
#include <vector>

#include "regions/expressions/key_condition.h"
#include "regions/partiql/statement.h"
#include "storage/base/result.h"

namespace meridian::partiql {

struct ReadPlan {
  bool scan = false;                  // Of everything, in the store's order.
  std::vector<KeyCondition> queries;  // Else: in this order, one after the other.
  bool forward = true;                // Along the sort key.
  std::optional<ConditionNode> filter;
};

// `key` is that of the table or index that is read. kValidation in DynamoDB's words.
Result<ReadPlan> PlanRead(const SelectStatement& select, const KeyNames& key);

struct ItemPlan {
  Item key;
  std::optional<ConditionNode> condition;  // What WHERE says besides.
};

inline constexpr char kNoItemNamed[] =
    "Where clause does not contain a mandatory equality on all key attributes";

// kValidation: kNoItemNamed, and what else is wrong with `where` on a table with this key.
Result<ItemPlan> PlanItem(const std::optional<ConditionNode>& where, const KeyNames& key);

// That `item` has the attributes of `key`, of the right types. kValidation in the words of INSERT.
Status CheckInserted(const Item& item, const KeyNames& key);

}  // namespace meridian::partiql
