#include "regions/partiql/updates.h"

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "regions/expressions/condition_tests.h"
#include "regions/expressions/functions.h"
#include "regions/expressions/update_values.h"

namespace meridian::partiql {
namespace {

Error Invalid(std::string message) { return Error{Errc::kValidation, std::move(message)}; }

// "SET_ADD", "SET_DELETE", or nothing for another function.
std::string_view SetFunction(const Node& node) {
  if (node.kind != Node::Kind::kCall) return "";
  if (node.text == "set_add") return "SET_ADD";
  return node.text == "set_delete" ? "SET_DELETE" : "";
}

bool IsSet(const AttributeValue& value) {
  return value.Is(AttributeType::kStringSet) || value.Is(AttributeType::kNumberSet) ||
         value.Is(AttributeType::kBinarySet);
}

class UpdateBinder {
 public:
  explicit UpdateBinder(const Parameters& parameters) : parameters_(parameters) {}

  Result<UpdateAction> Bind(const UpdateClause& clause) {
    UpdateAction action{UpdateAction::Kind::kSet, {}, {}};
    TRY(action.path, BindPath(clause.path));
    if (clause.remove) {
      action.kind = UpdateAction::Kind::kRemove;
      return action;
    }
    const std::string_view function = SetFunction(clause.value);
    if (function.empty()) {
      TRY(action.value, BindTerm(clause.value));
      return action;
    }
    action.kind = function == "SET_ADD" ? UpdateAction::Kind::kAdd : UpdateAction::Kind::kDelete;
    TRY(action.value, BindSetOperand(function, clause.value, action.path));
    return action;
  }

 private:
  // The second argument of set_add or set_delete, whose first must be `path` again.
  Result<UpdateValue> BindSetOperand(std::string_view function, const Node& call,
                                     const Path& path) {
    const std::string name(function);
    if (call.children.size() != 2) {
      return ErrorAt(name + " must have exactly two arguments", call.position);
    }
    const auto first = BindPath(call.children[0]);
    if (!first || *first != path) {
      return Invalid("The first argument to " + name + " must equal the assignment value");
    }
    const Node& second = call.children[1];
    std::optional<AttributeValue> operand;
    if (IsValue(second)) {
      TRY(operand, BindValue(second, parameters_));
    }
    if (operand && IsSet(*operand)) return UpdateValue{*std::move(operand)};
    // DynamoDB shows the place of the first.
    return ErrorAt("The second argument to " + name + " must be a value with type SET",
                   call.children[0].position);
  }

  Result<UpdateValue> BindTerm(const Node& node) {
    if (node.kind == Node::Kind::kName || node.kind == Node::Kind::kPath) {
      TRY(Path path, BindPath(node));
      return UpdateValue{std::move(path)};
    }
    if (IsValue(node)) {
      TRY(AttributeValue value, BindValue(node, parameters_));
      return UpdateValue{std::move(value)};
    }
    if (node.kind == Node::Kind::kMissing) {
      return Invalid("MISSING must be compared using IS operator");
    }
    if (node.kind == Node::Kind::kSelect) {
      return ErrorAt("Unsupported token in expression: SELECT", node.position);
    }
    if (node.kind == Node::Kind::kOperator) return BindOperator(node);
    return BindFunction(node);
  }

  Result<UpdateValue> BindOperator(const Node& node) {
    if (node.text == kIs) return Invalid("IS operator is not supported in update expressions");
    if (node.text == "+") return BindCall(UpdateCall::Kind::kAdd, node);
    if (node.text == "-") return BindCall(UpdateCall::Kind::kSubtract, node);
    return Invalid("Unsupported operator in Update Expression. Operator: " + node.text);
  }

  Result<UpdateValue> BindFunction(const Node& node) {
    if (node.text == kListAppend) return BindCall(UpdateCall::Kind::kListAppend, node);
    if (node.text == kIfNotExists) return BindCall(UpdateCall::Kind::kIfNotExists, node);
    if (std::ranges::find(kConditionFunctions, node.text) != kConditionFunctions.end()) {
      return Invalid("The function is not allowed in an update expression; function: " + node.text);
    }
    return Invalid("Unrecognized function: " + node.text);
  }

  Result<UpdateValue> BindCall(UpdateCall::Kind kind, const Node& node) {
    TRY(CheckOperandCount(node.text, node.children.size(), 2));
    UpdateCall call{kind, {}};
    for (const Node& child : node.children) {
      TRY(UpdateValue operand, BindTerm(child));
      TRY(CheckOperand(kind, operand));
      call.operands.push_back(std::move(operand));
    }
    if (kind == UpdateCall::Kind::kIfNotExists &&
        !std::holds_alternative<Path>(call.operands.front().term)) {
      return NeedsPath(kIfNotExists);
    }
    return UpdateValue{std::move(call)};
  }

  const Parameters& parameters_;
};

}  // namespace

Result<UpdateProgram> BindUpdate(const std::vector<UpdateClause>& clauses,
                                 const Parameters& parameters) {
  UpdateBinder binder(parameters);
  std::vector<UpdateAction> actions;
  actions.reserve(clauses.size());
  for (const UpdateClause& clause : clauses) {
    TRY(UpdateAction action, binder.Bind(clause));
    actions.push_back(std::move(action));
  }
  return UpdateProgram::Make(std::move(actions));
}

}  // namespace meridian::partiql
