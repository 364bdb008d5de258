#include "regions/api/statement_write.h"

#include <optional>
#include <utility>
#include <variant>

#include "regions/api/delete_item.h"
#include "regions/api/put_item.h"
#include "regions/api/read_target.h"
#include "regions/api/stored_json.h"
#include "regions/api/update_item.h"
#include "regions/partiql/plan.h"
#include "storage/base/check.h"

namespace meridian {
namespace {

using partiql::Returning;

ReturnValues ReturnValuesOf(Returning returning) {
  switch (returning) {
    case Returning::kNothing: return ReturnValues::kNone;
    case Returning::kAllOld: return ReturnValues::kAllOld;
    case Returning::kAllNew: return ReturnValues::kAllNew;
    case Returning::kModifiedOld: return ReturnValues::kUpdatedOld;
    case Returning::kModifiedNew: return ReturnValues::kUpdatedNew;
  }
  return ReturnValues::kNone;
}

// Whether there is an item, which always has its partition key.
ConditionNode ItemExists(const Table& table, bool expected) {
  return ConditionNode{Exists{Path{table.schema.hash.name, {}}, expected}};
}

ConditionNode Joined(Logical::Kind kind, ConditionNode first, ConditionNode second) {
  Logical logical{kind, {}};
  logical.terms.push_back(std::move(first));
  logical.terms.push_back(std::move(second));
  return ConditionNode{std::move(logical)};
}

KeyNames KeyOf(const TablePtr& table) { return ReadTarget{table}.Key(); }

struct Maker {
  WriteParameters parameters;
  TablePtr table;

  using Made = Result<std::shared_ptr<ItemWrite>>;

  Made operator()(partiql::InsertStatement insert) {
    TRY(partiql::CheckInserted(insert.item, KeyOf(table)));
    parameters.condition = Condition(ItemExists(*table, false));
    TRY(ItemKey key, KeyOfItem(table->schema, insert.item));
    return MakePut(std::move(parameters), std::move(table), std::move(key), insert.item);
  }

  Made operator()(partiql::UpdateStatement update) {
    TRY(partiql::ItemPlan plan, partiql::PlanItem(update.where, KeyOf(table)));
    ConditionNode condition = ItemExists(*table, true);
    if (plan.condition) {
      condition = Joined(Logical::Kind::kAnd, std::move(condition), *std::move(plan.condition));
    }
    parameters.condition = Condition(std::move(condition));
    parameters.return_values = ReturnValuesOf(update.returning);
    TRY(ItemKey key, KeyOfKey(table->schema, plan.key));
    return MakeUpdate(std::move(parameters), std::move(table), std::move(key), std::move(plan.key),
                      std::move(update.program));
  }

  Made operator()(partiql::DeleteStatement erase) {
    TRY(partiql::ItemPlan plan, partiql::PlanItem(erase.where, KeyOf(table)));
    if (plan.condition) {
      parameters.condition = Condition(
          Joined(Logical::Kind::kOr, ItemExists(*table, false), *std::move(plan.condition)));
    }
    parameters.return_values = ReturnValuesOf(erase.returning);
    TRY(ItemKey key, KeyOfKey(table->schema, plan.key));
    return MakeDelete(std::move(parameters), std::move(table), std::move(key));
  }

  Made operator()(partiql::SelectStatement) { CHECK(false); }
  Made operator()(partiql::ExistsStatement) { CHECK(false); }
};

}  // namespace

Result<std::shared_ptr<ItemWrite>> MakeStatementWrite(partiql::Statement statement,
                                                      WriteParameters parameters, TablePtr table) {
  return std::visit(Maker{std::move(parameters), std::move(table)}, std::move(statement));
}

ApiError StatementFailure(const partiql::Statement& statement, const ItemWrite& write,
                          Error failure) {
  const bool insert = std::holds_alternative<partiql::InsertStatement>(statement);
  if (insert && failure.code == Errc::kConditionFailed) {
    return ApiError{Exception::kDuplicateItem, "Duplicate primary key exists in table", ""};
  }
  return write.Failure(std::move(failure));
}

Status WriteReturned(const ItemWrite& write, JsonWriter* writer) {
  if (const auto& attributes = write.attributes(); attributes && !attributes->empty()) {
    writer->Attributes(*attributes);
  } else if (write.old_payload()) {
    TRY(WriteStored(*write.old_payload(), writer));
  }
  return OkStatus();
}

}  // namespace meridian
