#include "regions/partiql/conditions.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "regions/expressions/condition_tests.h"
#include "regions/expressions/functions.h"
#include "regions/expressions/limits.h"

namespace meridian::partiql {
namespace {

constexpr auto kComparators = std::to_array<Comparator>(
    {Comparator::kEqual, Comparator::kNotEqual, Comparator::kLess, Comparator::kLessOrEqual,
     Comparator::kGreater, Comparator::kGreaterOrEqual});

constexpr auto kTypes =
    std::to_array<std::pair<std::string_view, AttributeType>>({{"null", AttributeType::kNull},
                                                               {"bool", AttributeType::kBool},
                                                               {"boolean", AttributeType::kBool},
                                                               {"blob", AttributeType::kBinary},
                                                               {"string", AttributeType::kString},
                                                               {"numeric", AttributeType::kNumber},
                                                               {"struct", AttributeType::kMap},
                                                               {"tuple", AttributeType::kMap},
                                                               {"list", AttributeType::kList}});

Error Invalid(std::string message) { return Error{Errc::kValidation, std::move(message)}; }

bool IsLogical(const Node& node) {
  return node.kind == Node::Kind::kOperator &&
         (node.text == kAnd || node.text == kOr || node.text == kNot);
}

// Whether `node` could be true or false. Of calls only size() isn't, which its binding refuses.
bool IsExpression(const Node& node) {
  return node.kind == Node::Kind::kCall || node.kind == Node::Kind::kOperator;
}

bool IsSize(const Node& node) { return node.kind == Node::Kind::kCall && node.text == kSize; }

// Operators and functions, as the limit on them counts: n terms of an AND have n - 1.
size_t CountOperators(const Node& node) {
  size_t count = node.kind == Node::Kind::kCall ? 1 : 0;
  if (node.kind == Node::Kind::kOperator) {
    count = node.text == kAnd || node.text == kOr ? node.children.size() - 1 : 1;
  }
  for (const Node& child : node.children) count += CountOperators(child);
  return count;
}

class ConditionBinder {
 public:
  explicit ConditionBinder(const Parameters& parameters) : parameters_(parameters) {}

  Result<ConditionNode> Bind(const Node& node) {
    if (node.kind == Node::Kind::kCall) return BindFunction(node);
    if (node.kind != Node::Kind::kOperator) return NoCondition(node);
    if (IsLogical(node)) return BindLogical(node);
    if (node.text == kIs) return BindIs(node);
    if (node.text == kIn) return BindIn(node);
    const auto comparator = std::ranges::find(kComparators, node.text, ComparatorText);
    if (comparator == kComparators.end() && node.text != kBetween) return Unsupported(node);
    TRY(std::vector<Operand> operands, BindOperands(node.text, node.children));
    if (node.text == kBetween) return MakeBetween(std::move(operands));
    return MakeComparison(*comparator, std::move(operands));
  }

 private:
  static Error NoCondition(const Node& node) {
    if (node.kind == Node::Kind::kSelect) {
      return ErrorAt("Unsupported token in expression: SELECT", node.position);
    }
    return Invalid("WHERE clause must contain an expression that resolves to a boolean");
  }

  static Error Unsupported(const Node& node) {
    return Invalid("Unsupported operator in Condition Expression. Operator: " + node.text);
  }

  Result<ConditionNode> BindLogical(const Node& node) {
    Logical logical{node.text == kAnd  ? Logical::Kind::kAnd
                    : node.text == kOr ? Logical::Kind::kOr
                                       : Logical::Kind::kNot,
                    {}};
    logical.terms.reserve(node.children.size());
    for (const Node& child : node.children) {
      if (!IsExpression(child)) {
        return Invalid(node.text == kNot ? "The argument to NOT must be a Type or Expression"
                                         : "The arguments to AND/OR must be Expressions");
      }
      if (IsSize(child)) return WrongOperandType(Upper(node.text), "N");
      TRY(ConditionNode term, Bind(child));
      logical.terms.push_back(std::move(term));
    }
    return ConditionNode{std::move(logical)};
  }

  static std::string_view Upper(std::string_view logical) {
    if (logical == kAnd) return "AND";
    return logical == kOr ? "OR" : "NOT";
  }

  Result<ConditionNode> BindIs(const Node& node) {
    const Node& subject = node.children[0];
    const std::string& type = node.children[1].text;
    const bool path = subject.kind == Node::Kind::kName || subject.kind == Node::Kind::kPath;
    if (!path && (!IsValue(subject) || subject.kind == Node::Kind::kParameter)) {
      return Invalid(
          "The left hand side argument to IS must be a Variable Reference, Literal, or Path");
    }
    TRY(Operand operand, BindOperand(kIs, subject));
    if (type == "missing") {
      if (!path) return NeedsPath(kAttributeNotExists);
      return ConditionNode{Exists{std::get<Path>(std::move(operand)), false}};
    }
    const auto found =
        std::ranges::find(kTypes, type, [](const auto& entry) { return entry.first; });
    if (found != kTypes.end()) return ConditionNode{HasType{std::move(operand), found->second}};
    return ErrorAt("Unsupported data type for IS operator: " + type +
                       ". Supported data types are [MISSING, NULL, BOOLEAN, BLOB, STRING, "
                       "NUMERIC, STRUCT, TUPLE, LIST]",
                   node.position);
  }

  Result<ConditionNode> BindIn(const Node& node) {
    const Node& subject = node.children[0];
    const Node& candidates = node.children[1];
    const bool sequence =
        candidates.kind == Node::Kind::kList || candidates.kind == Node::Kind::kBag;
    if (!sequence || candidates.children.empty()) {
      return Invalid(
          "IN operator must have a left hand argument of type Variable Reference and right hand "
          "argument of type Seq with at least one member");
    }
    std::vector<Operand> operands;
    TRY(Operand first, BindOperand(kIn, subject));
    operands.push_back(std::move(first));
    for (const Node& candidate : candidates.children) {
      TRY(Operand operand, BindOperand(kIn, candidate));
      operands.push_back(std::move(operand));
    }
    return MakeIn(std::move(operands));
  }

  Result<ConditionNode> BindFunction(const Node& node) {
    if (node.text == kSize) return NoCondition(node);
    if (std::ranges::find(kConditionFunctions, node.text) == kConditionFunctions.end()) {
      return Invalid("Unrecognized function: " + node.text);
    }
    TRY(std::vector<Operand> operands, BindOperands(node.text, node.children));
    return MakeFunctionTest(node.text, std::move(operands));
  }

  Result<std::vector<Operand>> BindOperands(std::string_view user, const std::vector<Node>& nodes) {
    std::vector<Operand> operands;
    operands.reserve(nodes.size());
    for (const Node& node : nodes) {
      TRY(Operand operand, BindOperand(user, node));
      operands.push_back(std::move(operand));
    }
    return operands;
  }

  // `user` is the operator or function whose operand it is.
  Result<Operand> BindOperand(std::string_view user, const Node& node) {
    if (node.kind == Node::Kind::kName || node.kind == Node::Kind::kPath) {
      TRY(Path path, BindPath(node));
      return Operand(std::move(path));
    }
    if (IsValue(node)) {
      TRY(AttributeValue value, BindValue(node, parameters_));
      return Operand(std::move(value));
    }
    if (node.kind == Node::Kind::kMissing) {
      return Invalid("MISSING must be compared using IS operator");
    }
    if (node.kind == Node::Kind::kSelect) return NoCondition(node);
    if (IsSize(node)) return BindSize(node);
    // Its value would be a truth, for which the engine has no operand.
    TRY(Bind(node));
    return WrongOperandType(user, "BOOL");
  }

  Result<Operand> BindSize(const Node& node) {
    TRY(CheckOperandCount(kSize, node.children.size(), 1));
    TRY(Operand measured, BindOperand(kSize, node.children.front()));
    return MakeSizeOf(std::move(measured));
  }

  const Parameters& parameters_;
};

}  // namespace

Result<ConditionNode> BindCondition(const Node& node, const Parameters& parameters) {
  if (const size_t operators = CountOperators(node); operators > kExpressionOperatorsMax) {
    return Invalid("The expression contains too many operators; operator count: " +
                   std::to_string(kExpressionOperatorsMax + 1));
  }
  return ConditionBinder(parameters).Bind(node);
}

}  // namespace meridian::partiql
