#include <algorithm>
#include <array>
#include <utility>

#include "regions/expressions/errors.h"
#include "regions/expressions/parser.h"
#include "regions/expressions/token_cursor.h"

namespace meridian {
namespace {

constexpr auto kKeywords = std::to_array<std::string_view>(
    {kOperatorAnd, kOperatorOr, kOperatorNot, kOperatorBetween, kOperatorIn});
constexpr auto kComparators = std::to_array<std::string_view>({"=", "<>", "<", "<=", ">", ">="});

// A parenthesis may enclose a condition or an operand, and only what follows tells which. So one
// rule reads both, and whoever needs a condition checks what it got.
class ConditionParser {
 public:
  ConditionParser(std::string_view text, ExpressionKind kind) : cursor_(text, kind, kKeywords) {}

  Result<ConditionSyntax> Parse() {
    TRY(SyntaxNode root, ParseOr());
    TRY(RequireCondition(root));
    TRY(cursor_.ExpectEnd());
    return ConditionSyntax{std::move(root), redundant_parentheses_};
  }

 private:
  static bool IsCondition(const SyntaxNode& node) {
    return node.kind == SyntaxNode::Kind::kCall || node.kind == SyntaxNode::Kind::kOperator;
  }
  static bool IsOperand(const SyntaxNode& node) { return node.kind != SyntaxNode::Kind::kOperator; }
  static SyntaxNode Operator(std::string_view text, std::vector<SyntaxNode> children) {
    return {SyntaxNode::Kind::kOperator, text, {}, std::move(children)};
  }

  // After an operand that should have been a condition, the next token is where the text went
  // wrong.
  Status RequireCondition(const SyntaxNode& node) const {
    if (!IsCondition(node)) return cursor_.SyntaxError();
    return OkStatus();
  }

  Result<SyntaxNode> ParseOr() { return ParseChain(kOperatorOr, &ConditionParser::ParseAnd); }
  Result<SyntaxNode> ParseAnd() { return ParseChain(kOperatorAnd, &ConditionParser::ParseNot); }

  // term {keyword term}, as one node; a single term stays as it is.
  Result<SyntaxNode> ParseChain(std::string_view keyword,
                                Result<SyntaxNode> (ConditionParser::*parse_term)()) {
    TRY(SyntaxNode first, (this->*parse_term)());
    if (!cursor_.AtKeyword(keyword)) return first;
    TRY(RequireCondition(first));
    std::vector<SyntaxNode> terms;
    terms.push_back(std::move(first));
    while (cursor_.TakeKeyword(keyword)) {
      TRY(cursor_.CountOperator());
      TRY(SyntaxNode term, (this->*parse_term)());
      TRY(RequireCondition(term));
      terms.push_back(std::move(term));
    }
    return Operator(keyword, std::move(terms));
  }

  Result<SyntaxNode> ParseNot() {
    size_t negations = 0;
    while (cursor_.TakeKeyword(kOperatorNot)) {
      TRY(cursor_.CountOperator());
      ++negations;
    }
    TRY(SyntaxNode node, ParseComparison());
    if (negations > 0) TRY(RequireCondition(node));
    for (; negations > 0; --negations) {
      std::vector<SyntaxNode> term;
      term.push_back(std::move(node));
      node = Operator(kOperatorNot, std::move(term));
    }
    return node;
  }

  Result<SyntaxNode> ParseComparison() {
    TRY(SyntaxNode first, ParsePrimary());
    if (!IsOperand(first)) return first;
    std::vector<SyntaxNode> operands;
    const auto comparator = std::ranges::find_if(
        kComparators, [this](std::string_view symbol) { return cursor_.AtSymbol(symbol); });
    if (comparator != kComparators.end()) {
      cursor_.Next();
      TRY(cursor_.CountOperator());
      operands.push_back(std::move(first));
      TRY(AppendOperand(&operands));
      return Operator(*comparator, std::move(operands));
    }
    if (cursor_.TakeKeyword(kOperatorBetween)) {
      TRY(cursor_.CountOperator());
      operands.push_back(std::move(first));
      TRY(AppendOperand(&operands));
      TRY(cursor_.ExpectKeyword(kOperatorAnd));
      TRY(AppendOperand(&operands));
      return Operator(kOperatorBetween, std::move(operands));
    }
    if (cursor_.TakeKeyword(kOperatorIn)) {
      TRY(cursor_.CountOperator());
      operands.push_back(std::move(first));
      TRY(cursor_.ExpectSymbol("("));
      TRY(AppendOperandList(&operands));
      return Operator(kOperatorIn, std::move(operands));
    }
    return first;
  }

  Status AppendOperand(std::vector<SyntaxNode>* operands) {
    TRY(SyntaxNode operand, ParsePrimary());
    if (!IsOperand(operand)) return cursor_.SyntaxError();
    operands->push_back(std::move(operand));
    return OkStatus();
  }

  // operand {, operand} ), the opening parenthesis being taken.
  Status AppendOperandList(std::vector<SyntaxNode>* operands) {
    do {
      TRY(AppendOperand(operands));
    } while (cursor_.TakeSymbol(","));
    return cursor_.ExpectSymbol(")");
  }

  Result<SyntaxNode> ParsePrimary() {
    if (cursor_.TakeSymbol("(")) return Nested(&ConditionParser::ParseParenthesised);
    if (cursor_.AtCall()) return Nested(&ConditionParser::ParseCall);
    if (cursor_.peek().kind == Token::Kind::kValuePlaceholder) {
      return SyntaxNode{SyntaxNode::Kind::kValue, cursor_.Next().text, {}, {}};
    }
    return cursor_.TakePath();
  }

  // Only parentheses can nest deeper than there may be operators, and then some are redundant.
  Result<SyntaxNode> Nested(Result<SyntaxNode> (ConditionParser::*parse)()) {
    if (depth_ == kExpressionDepthMax) {
      return InvalidExpression(cursor_.kind(), "The expression has redundant parentheses;");
    }
    ++depth_;
    Result<SyntaxNode> node = (this->*parse)();
    --depth_;
    return node;
  }

  Result<SyntaxNode> ParseParenthesised() {
    TRY(SyntaxNode node, ParseOr());
    TRY(cursor_.ExpectSymbol(")"));
    if (node.parenthesised) redundant_parentheses_ = true;
    node.parenthesised = true;
    if (node.kind == SyntaxNode::Kind::kPath) TRY(cursor_.TakeSteps(&node));
    return node;
  }

  Result<SyntaxNode> ParseCall() {
    SyntaxNode call{SyntaxNode::Kind::kCall, cursor_.Next().text, {}, {}};
    TRY(cursor_.CountOperator());
    TRY(cursor_.ExpectSymbol("("));
    TRY(AppendOperandList(&call.children));
    return call;
  }

  TokenCursor cursor_;
  size_t depth_ = 0;
  bool redundant_parentheses_ = false;
};

}  // namespace

Result<ConditionSyntax> ParseConditionSyntax(std::string_view text, ExpressionKind kind) {
  TRY(CheckExpressionSize(text, kind));
  return ConditionParser(text, kind).Parse();
}

}  // namespace meridian
