#include "regions/expressions/condition_binder.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "regions/expressions/binder.h"
#include "regions/expressions/functions.h"
#include "regions/expressions/parser.h"
#include "storage/base/check.h"

namespace meridian {
namespace {

constexpr auto kTypes = std::to_array<AttributeType>(
    {AttributeType::kString, AttributeType::kNumber, AttributeType::kBinary, AttributeType::kBool,
     AttributeType::kNull, AttributeType::kStringSet, AttributeType::kNumberSet,
     AttributeType::kBinarySet, AttributeType::kList, AttributeType::kMap});

constexpr auto kComparatorTexts =
    std::to_array<std::pair<Comparator, std::string_view>>({{Comparator::kEqual, "="},
                                                            {Comparator::kNotEqual, "<>"},
                                                            {Comparator::kLess, "<"},
                                                            {Comparator::kLessOrEqual, "<="},
                                                            {Comparator::kGreater, ">"},
                                                            {Comparator::kGreaterOrEqual, ">="}});

bool IsLogical(const SyntaxNode& node) {
  return node.kind == SyntaxNode::Kind::kOperator &&
         (node.text == kOperatorAnd || node.text == kOperatorOr || node.text == kOperatorNot);
}

bool IsCall(const SyntaxNode& node, std::string_view function) {
  return node.kind == SyntaxNode::Kind::kCall && node.text == function;
}

// What an operand's type is whatever the item holds; nullopt for a path.
std::optional<AttributeType> KnownType(const Operand& operand) {
  if (const auto* value = std::get_if<AttributeValue>(&operand)) return value->type();
  if (std::holds_alternative<SizeOf>(operand)) return AttributeType::kNumber;
  return std::nullopt;
}

// A literal as DynamoDB's BETWEEN messages show it: "{S:abc}".
std::string Show(const AttributeValue& value) {
  std::string shown = "AttributeValue: {" + std::string(TypeName(value.type())) + ":";
  if (const auto* text = value.As<std::string>()) shown += *text;
  if (const auto* number = value.As<Number>()) shown += number->text();
  if (const auto* binary = value.As<Binary>()) {
    const std::string bytes = std::to_string(binary->bytes.size());
    shown += "java.nio.HeapByteBuffer[pos=0 lim=" + bytes + " cap=" + bytes + "]";
  }
  return shown + "}";
}

class ConditionBinder {
 public:
  ConditionBinder(ExpressionKind kind, Substitutions& substitutions)
      : binder_(kind, substitutions) {}

  Result<ConditionNode> Bind(const ConditionSyntax& syntax) {
    if (syntax.redundant_parentheses) {
      return binder_.Invalid("The expression has redundant parentheses;");
    }
    TRY(binder_.CheckFunctions(syntax.root));
    TRY(CheckPlaces(syntax.root, true));
    TRY(binder_.CheckWords(syntax.root));
    return BindNode(syntax.root);
  }

 private:
  // size() is an operand, every other function a condition.
  Status CheckPlaces(const SyntaxNode& node, bool as_condition) {
    if (node.kind == SyntaxNode::Kind::kCall && (node.text == kSize) == as_condition) {
      return binder_.Invalid(
          "The function is not allowed to be used this way in an expression; function: " +
          std::string(node.text));
    }
    for (const SyntaxNode& child : node.children) TRY(CheckPlaces(child, IsLogical(node)));
    return OkStatus();
  }

  Result<ConditionNode> BindNode(const SyntaxNode& node) {
    if (IsLogical(node)) return BindLogical(node);
    TRY(binder_.CheckDefined(node));
    if (node.kind == SyntaxNode::Kind::kCall) return BindFunction(node);
    TRY(std::vector<Operand> operands, BindOperands(node));
    if (node.text == kOperatorBetween) return BindBetween(std::move(operands));
    if (node.text == kOperatorIn) return BindIn(std::move(operands));
    return BindComparison(node.text, std::move(operands));
  }

  Result<ConditionNode> BindLogical(const SyntaxNode& node) {
    Logical logical{node.text == kOperatorAnd  ? Logical::Kind::kAnd
                    : node.text == kOperatorOr ? Logical::Kind::kOr
                                               : Logical::Kind::kNot,
                    {}};
    logical.terms.reserve(node.children.size());
    for (const SyntaxNode& child : node.children) {
      TRY(ConditionNode term, BindNode(child));
      logical.terms.push_back(std::move(term));
    }
    return ConditionNode{std::move(logical)};
  }

  Result<std::vector<Operand>> BindOperands(const SyntaxNode& node) {
    std::vector<Operand> operands;
    operands.reserve(node.children.size());
    for (const SyntaxNode& child : node.children) {
      TRY(Operand operand, BindOperand(child));
      operands.push_back(std::move(operand));
    }
    return operands;
  }

  Result<Operand> BindOperand(const SyntaxNode& node) {
    switch (node.kind) {
      case SyntaxNode::Kind::kPath: return Operand(binder_.BindPath(node));
      case SyntaxNode::Kind::kValue: return Operand(binder_.BindValue(node));
      case SyntaxNode::Kind::kCall:
      case SyntaxNode::Kind::kOperator: break;
    }
    CHECK(IsCall(node, kSize));
    TRY(binder_.CheckOperandCount(node, 1));
    TRY(Operand measured, BindOperand(node.children.front()));
    if (auto* path = std::get_if<Path>(&measured)) return Operand(SizeOf{std::move(*path)});
    auto* value = std::get_if<AttributeValue>(&measured);
    if (value == nullptr || !SizeOfValue(*value)) {
      return binder_.WrongOperandType(kSize, TypeName(*KnownType(measured)));
    }
    return Operand(SizeOf{std::move(*value)});
  }

  Result<ConditionNode> BindComparison(std::string_view text, std::vector<Operand> operands) {
    const auto comparator =
        std::ranges::find(kComparatorTexts, text, [](const auto& entry) { return entry.second; });
    CHECK(comparator != kComparatorTexts.end());
    TRY(CheckDistinct(text, operands));
    if (comparator->first != Comparator::kEqual && comparator->first != Comparator::kNotEqual) {
      TRY(CheckOrdered(text, operands));
    }
    return ConditionNode{
        Comparison{comparator->first, std::move(operands[0]), std::move(operands[1])}};
  }

  Result<ConditionNode> BindBetween(std::vector<Operand> operands) {
    TRY(CheckDistinct(kOperatorBetween, operands));
    TRY(CheckOrdered(kOperatorBetween, operands));
    const auto* low = std::get_if<AttributeValue>(&operands[1]);
    const auto* high = std::get_if<AttributeValue>(&operands[2]);
    if (low != nullptr && high != nullptr) {
      const auto order = Order(*low, *high);
      if (!order || *order == std::strong_ordering::greater) {
        return binder_.Invalid(std::string("The BETWEEN operator requires ") +
                               (order ? "upper bound to be greater than or equal to lower bound"
                                      : "same data type for lower and upper bounds") +
                               "; lower bound operand: " + Show(*low) +
                               ", upper bound operand: " + Show(*high));
      }
    }
    return ConditionNode{
        Between{std::move(operands[0]), std::move(operands[1]), std::move(operands[2])}};
  }

  Result<ConditionNode> BindIn(std::vector<Operand> operands) {
    const size_t candidates = operands.size() - 1;
    if (candidates > kExpressionInOperandsMax) {
      return binder_.Invalid(
          "The IN operator is provided with too many operands; number of operands: " +
          std::to_string(candidates));
    }
    TRY(CheckDistinct(kOperatorIn, operands));
    Operand operand = std::move(operands.front());
    operands.erase(operands.begin());
    return ConditionNode{In{std::move(operand), std::move(operands)}};
  }

  Result<ConditionNode> BindFunction(const SyntaxNode& node) {
    const bool exists = node.text == kAttributeExists;
    if (exists || node.text == kAttributeNotExists) {
      TRY(binder_.CheckOperandCount(node, 1));
      if (node.children[0].kind != SyntaxNode::Kind::kPath) return binder_.NeedsPath(node.text);
      return ConditionNode{Exists{binder_.BindPath(node.children[0]), exists}};
    }
    TRY(binder_.CheckOperandCount(node, 2));
    TRY(std::vector<Operand> operands, BindOperands(node));
    TRY(CheckDistinct(node.text, operands));
    if (node.text == kAttributeType) return BindAttributeType(std::move(operands));
    if (node.text == kContains) {
      return ConditionNode{Contains{std::move(operands[0]), std::move(operands[1])}};
    }
    for (const Operand& operand : operands) {
      const auto type = KnownType(operand);
      if (type && *type != AttributeType::kString && *type != AttributeType::kBinary) {
        return binder_.WrongOperandType(kBeginsWith, TypeName(*type));
      }
    }
    return ConditionNode{BeginsWith{std::move(operands[0]), std::move(operands[1])}};
  }

  Result<ConditionNode> BindAttributeType(std::vector<Operand> operands) {
    const auto known = KnownType(operands[1]);
    if (known != AttributeType::kString) {
      return binder_.WrongOperandType(kAttributeType,
                                      known ? TypeName(*known) : "{NS,SS,L,BS,N,M,B,BOOL,NULL,S}");
    }
    const std::string& name = *std::get<AttributeValue>(operands[1]).As<std::string>();
    const auto type = std::ranges::find(kTypes, name, TypeName);
    if (type == kTypes.end()) {
      return binder_.Invalid("Invalid attribute type name found; type: " + name +
                             ", valid types: {B,NULL,SS,BOOL,L,BS,N,NS,S,M}");
    }
    return ConditionNode{HasType{std::move(operands[0]), *type}};
  }

  Status CheckOrdered(std::string_view text, const std::vector<Operand>& operands) {
    for (const Operand& operand : operands) {
      const auto type = KnownType(operand);
      if (type && !IsOrdered(*type)) return binder_.WrongOperandType(text, TypeName(*type));
    }
    return OkStatus();
  }

  Status CheckDistinct(std::string_view text, const std::vector<Operand>& operands) {
    const auto* first = std::get_if<Path>(&operands.front());
    if (first == nullptr) return OkStatus();
    for (size_t i = 1; i < operands.size(); ++i) {
      const auto* other = std::get_if<Path>(&operands[i]);
      if (other == nullptr || *other != *first) continue;
      return binder_.Invalid(
          "The first operand must be distinct from the remaining operands for this operator or "
          "function; operator: " +
          std::string(text) + ", first operand: " + first->ToString());
    }
    return OkStatus();
  }

  Binder binder_;
};

}  // namespace

std::string_view ComparatorText(Comparator comparator) {
  return std::ranges::find(kComparatorTexts, comparator,
                           [](const auto& entry) { return entry.first; })
      ->second;
}

Result<ConditionNode> ParseConditionTree(std::string_view text, ExpressionKind kind,
                                         Substitutions& substitutions) {
  TRY(const ConditionSyntax syntax, ParseConditionSyntax(text, kind));
  return ConditionBinder(kind, substitutions).Bind(syntax);
}

}  // namespace meridian
