// Statements of PartiQL, from text to plan and on an item: no text may crash, loop, or be refused
// without words.
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "regions/expressions/condition.h"
#include "regions/partiql/plan.h"
#include "regions/partiql/statement.h"
#include "regions/partiql/statement_parser.h"
#include "storage/base/check.h"

namespace meridian::partiql {
namespace {

const KeyNames kKey{{{"p", AttributeType::kString}}, {{"s", AttributeType::kNumber}}};

Item SampleItem() {
  Item item;
  item.Set("p", AttributeValue::S("a"));
  item.Set("s", AttributeValue::N(Number::FromInt64(1)));
  item.Set("l", AttributeValue::L({AttributeValue::Bool(true)}));
  return item;
}

// Refusals are the client's fault, and say what it is.
template <class T>
void CheckRefusal(const Result<T>& result) {
  if (result) return;
  CHECK(result.error().code == Errc::kValidation);
  CHECK(!result.error().message.empty());
}

void Evaluate(std::optional<ConditionNode> where) {
  if (!where) return;
  const Condition condition(*std::move(where));
  const Item item = SampleItem();
  condition.Holds(&item);
  condition.Holds(nullptr);
}

struct Runner {
  void operator()(SelectStatement select) const {
    const auto plan = PlanRead(select, kKey);
    CheckRefusal(plan);
    if (plan) CHECK(plan->scan == false || plan->queries.empty());
    Evaluate(std::move(select.where));
  }
  void operator()(InsertStatement insert) const { CheckRefusal(CheckInserted(insert.item, kKey)); }
  void operator()(UpdateStatement update) const {
    CheckRefusal(PlanItem(update.where, kKey));
    CheckRefusal(update.program.Apply(SampleItem(), true));
    Evaluate(std::move(update.where));
  }
  void operator()(DeleteStatement erase) const {
    CheckRefusal(PlanItem(erase.where, kKey));
    Evaluate(std::move(erase.where));
  }
  void operator()(ExistsStatement exists) const { (*this)(std::move(exists.select)); }
};

void Run(std::string_view text) {
  const auto syntax = ParseStatementSyntax(text);
  CheckRefusal(syntax);
  const std::vector<AttributeValue> parameters(syntax ? syntax->parameters : 0,
                                               AttributeValue::S("a"));
  auto statement = ParseStatement(text, parameters);
  CheckRefusal(statement);
  if (statement) std::visit(Runner{}, *std::move(statement));
}

}  // namespace
}  // namespace meridian::partiql

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  meridian::partiql::Run(std::string_view(reinterpret_cast<const char*>(data), size));
  return 0;
}
