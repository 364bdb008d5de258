#include "regions/partiql/expression_parser.h"

#include <algorithm>
#include <array>
#include <span>
#include <utility>

#include "regions/partiql/value_parser.h"

namespace meridian::partiql {
namespace {

constexpr auto kComparators =
    std::to_array<std::string_view>({"=", "<>", "!=", "<", "<=", ">", ">="});
constexpr auto kConcatenation = std::to_array<std::string_view>({"||"});
constexpr auto kSums = std::to_array<std::string_view>({"+", "-"});
constexpr auto kProducts = std::to_array<std::string_view>({"*", "/", "%"});

Node MakeOperator(std::string_view text, Position position, std::vector<Node> operands) {
  Node node;
  node.kind = Node::Kind::kOperator;
  node.position = position;
  node.text = text;
  node.children = std::move(operands);
  return node;
}

Node MakeNot(Position position, Node operand) {
  std::vector<Node> operands;
  operands.push_back(std::move(operand));
  return MakeOperator(kNot, position, std::move(operands));
}

class ExpressionParser {
 public:
  explicit ExpressionParser(Cursor& cursor) : cursor_(cursor) {}

  Result<Node> ParseOr() { return ParseLogical("OR", kOr, &ExpressionParser::ParseAnd); }

 private:
  using Rule = Result<Node> (ExpressionParser::*)();

  // term {keyword term}, as one node; a single term stays as it is.
  Result<Node> ParseLogical(std::string_view keyword, std::string_view name, Rule parse_term) {
    TRY(Node first, (this->*parse_term)());
    if (!cursor_.AtKeyword(keyword)) return first;
    const Position position = cursor_.peek().position;
    std::vector<Node> terms;
    terms.push_back(std::move(first));
    while (cursor_.TakeKeyword(keyword)) {
      TRY(Node term, (this->*parse_term)());
      terms.push_back(std::move(term));
    }
    return MakeOperator(name, position, std::move(terms));
  }

  Result<Node> ParseAnd() { return ParseLogical("AND", kAnd, &ExpressionParser::ParseNot); }

  Result<Node> ParseNot() {
    const Cursor::Level level(cursor_);
    TRY(level.Check());
    if (!cursor_.AtKeyword("NOT")) return ParseComparison();
    const Position position = cursor_.Next().position;
    TRY(Node operand, ParseNot());
    return MakeNot(position, std::move(operand));
  }

  Result<Node> ParseComparison() {
    TRY(Node left, ParseConcatenation());
    for (;;) {
      const Token& token = cursor_.peek();
      if (token.kind == Token::Kind::kSymbol &&
          std::ranges::find(kComparators, token.text) != kComparators.end()) {
        TRY(left, ParseCompared(std::move(left)));
      } else if (cursor_.AtKeyword("IS")) {
        TRY(left, ParseIs(std::move(left)));
      } else if (cursor_.AtKeyword("IN") || cursor_.AtKeyword("BETWEEN") ||
                 cursor_.AtKeyword("LIKE")) {
        TRY(left, ParseMembership(std::move(left)));
      } else if (cursor_.AtKeyword("NOT")) {
        const Position position = cursor_.Next().position;
        TRY(left, ParseMembership(std::move(left)));
        left = MakeNot(position, std::move(left));
      } else {
        return left;
      }
    }
  }

  Result<Node> ParseCompared(Node left) {
    const Token comparator = cursor_.Next();
    TRY(Node right, ParseConcatenation());
    std::vector<Node> operands;
    operands.push_back(std::move(left));
    operands.push_back(std::move(right));
    return MakeOperator(comparator.text == "!=" ? "<>" : comparator.text, comparator.position,
                        std::move(operands));
  }

  // IS [NOT] type.
  Result<Node> ParseIs(Node left) {
    const Position position = cursor_.Next().position;
    const bool negated = cursor_.TakeKeyword("NOT");
    if (cursor_.peek().kind != Token::Kind::kKeyword) return cursor_.NotWellFormed();
    const Token type = cursor_.Next();
    std::vector<Node> operands;
    operands.push_back(std::move(left));
    operands.push_back(MakeLeaf(Node::Kind::kName, type, LowerCase(type.text)));
    Node node = MakeOperator(kIs, position, std::move(operands));
    return negated ? MakeNot(position, std::move(node)) : std::move(node);
  }

  // IN, BETWEEN or LIKE, after a NOT that was taken or without one.
  Result<Node> ParseMembership(Node left) {
    const Position position = cursor_.peek().position;
    std::vector<Node> operands;
    operands.push_back(std::move(left));
    if (cursor_.TakeKeyword("IN")) {
      // Not a parenthesised value: one candidate.
      const bool sequence = cursor_.AtSymbol("(") && !IsKeyword(cursor_.peek_next(), "SELECT");
      TRY(Node candidates, sequence ? ParseSequence(cursor_) : ParseConcatenation());
      operands.push_back(std::move(candidates));
      return MakeOperator(kIn, position, std::move(operands));
    }
    const bool between = cursor_.TakeKeyword("BETWEEN");
    if (!between) TRY(cursor_.ExpectKeyword("LIKE"));
    TRY(Node second, ParseConcatenation());
    operands.push_back(std::move(second));
    if (between ? !cursor_.TakeKeyword("AND") : !cursor_.TakeKeyword("ESCAPE")) {
      if (between) return cursor_.NotWellFormed();
      return MakeOperator("like", position, std::move(operands));
    }
    TRY(Node third, ParseConcatenation());
    operands.push_back(std::move(third));
    return MakeOperator(between ? kBetween : "like", position, std::move(operands));
  }

  // term {operator term}, to the left.
  Result<Node> ParseBinary(std::span<const std::string_view> operators, Rule parse_term) {
    TRY(Node left, (this->*parse_term)());
    while (cursor_.peek().kind == Token::Kind::kSymbol &&
           std::ranges::find(operators, cursor_.peek().text) != operators.end()) {
      const Token token = cursor_.Next();
      TRY(Node right, (this->*parse_term)());
      std::vector<Node> operands;
      operands.push_back(std::move(left));
      operands.push_back(std::move(right));
      left = MakeOperator(token.text, token.position, std::move(operands));
    }
    return left;
  }
  Result<Node> ParseConcatenation() {
    return ParseBinary(kConcatenation, &ExpressionParser::ParseSum);
  }
  Result<Node> ParseSum() { return ParseBinary(kSums, &ExpressionParser::ParseProduct); }
  Result<Node> ParseProduct() { return ParseBinary(kProducts, &ExpressionParser::ParseSigned); }

  Result<Node> ParseSigned() {
    const Cursor::Level level(cursor_);
    TRY(level.Check());
    if (!cursor_.AtSymbol("-") && !cursor_.AtSymbol("+")) return ParseValue(cursor_);
    const Token sign = cursor_.Next();
    TRY(Node operand, ParseSigned());
    if (operand.kind == Node::Kind::kNumber) {
      if (sign.text == "+") return operand;
      if (operand.text.starts_with('-')) {
        operand.text.erase(0, 1);
      } else {
        operand.text.insert(0, "-");
      }
      return operand;
    }
    std::vector<Node> operands;
    operands.push_back(std::move(operand));
    return MakeOperator(sign.text, sign.position, std::move(operands));
  }

  Cursor& cursor_;
};

}  // namespace

Result<Node> ParseExpression(Cursor& cursor) { return ExpressionParser(cursor).ParseOr(); }

}  // namespace meridian::partiql
