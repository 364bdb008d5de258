#include "regions/expressions/condition_binder.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "regions/expressions/binder.h"
#include "regions/expressions/condition_tests.h"
#include "regions/expressions/functions.h"
#include "regions/expressions/parser.h"
#include "storage/base/check.h"

namespace meridian {
namespace {

constexpr auto kComparators = std::to_array<Comparator>(
    {Comparator::kEqual, Comparator::kNotEqual, Comparator::kLess, Comparator::kLessOrEqual,
     Comparator::kGreater, Comparator::kGreaterOrEqual});

bool IsLogical(const SyntaxNode& node) {
  return node.kind == SyntaxNode::Kind::kOperator &&
         (node.text == kOperatorAnd || node.text == kOperatorOr || node.text == kOperatorNot);
}

bool IsCall(const SyntaxNode& node, std::string_view function) {
  return node.kind == SyntaxNode::Kind::kCall && node.text == function;
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
    if (node.text == kOperatorBetween) return Named(MakeBetween(std::move(operands)));
    if (node.text == kOperatorIn) return Named(MakeIn(std::move(operands)));
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
    return Named(MakeSizeOf(std::move(measured)));
  }

  Result<ConditionNode> BindComparison(std::string_view text, std::vector<Operand> operands) {
    const auto comparator = std::ranges::find(kComparators, text, ComparatorText);
    CHECK(comparator != kComparators.end());
    return Named(MakeComparison(*comparator, std::move(operands)));
  }

  Result<ConditionNode> BindFunction(const SyntaxNode& node) {
    const bool exists = node.text == kAttributeExists || node.text == kAttributeNotExists;
    TRY(binder_.CheckOperandCount(node, exists ? 1 : 2));
    if (exists && node.children[0].kind != SyntaxNode::Kind::kPath) {
      return binder_.NeedsPath(node.text);
    }
    TRY(std::vector<Operand> operands, BindOperands(node));
    return Named(MakeFunctionTest(node.text, std::move(operands)));
  }

  // An error with the kind of expression before it.
  template <class T>
  Result<T> Named(Result<T> made) {
    if (!made) return binder_.Invalid(made.error().message);
    return made;
  }

  Binder binder_;
};

}  // namespace

Result<ConditionNode> ParseConditionTree(std::string_view text, ExpressionKind kind,
                                         Substitutions& substitutions) {
  TRY(const ConditionSyntax syntax, ParseConditionSyntax(text, kind));
  return ConditionBinder(kind, substitutions).Bind(syntax);
}

}  // namespace meridian
