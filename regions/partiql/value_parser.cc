#include "regions/partiql/value_parser.h"

#include <optional>
#include <utility>
#include <vector>

#include "regions/partiql/expression_parser.h"
#include "regions/partiql/select_parser.h"

namespace meridian::partiql {
namespace {

class ValueParser {
 public:
  explicit ValueParser(Cursor& cursor) : cursor_(cursor) {}

  Result<Node> ParseValue() {
    const Token& token = cursor_.peek();
    switch (token.kind) {
      case Token::Kind::kString: {
        const Token text = cursor_.Next();
        return MakeLeaf(Node::Kind::kString, text, Unquoted(text));
      }
      case Token::Kind::kNumber: {
        const Token number = cursor_.Next();
        return MakeLeaf(Node::Kind::kNumber, number, std::string(number.text));
      }
      case Token::Kind::kIon: {
        const Token ion = cursor_.Next();
        return MakeLeaf(Node::Kind::kIon, ion, std::string(ion.text));
      }
      case Token::Kind::kName:
      case Token::Kind::kQuotedName:
        if (token.kind == Token::Kind::kName && AtCall()) return ParseCall();
        return ParsePath();
      case Token::Kind::kKeyword: return ParseWord();
      case Token::Kind::kSymbol: return ParseSymbol();
      case Token::Kind::kEnd:
      case Token::Kind::kInvalid: break;
    }
    return cursor_.NotWellFormed();
  }

  bool AtCall() const {
    const Token& next = cursor_.peek_next();
    return next.kind == Token::Kind::kSymbol && next.text == "(";
  }

  // A literal that is a word, or the call of a function whose name is a keyword.
  Result<Node> ParseWord() {
    const Token word = cursor_.peek();
    std::optional<Node::Kind> kind;
    if (cursor_.AtKeyword("TRUE") || cursor_.AtKeyword("FALSE")) kind = Node::Kind::kBool;
    if (cursor_.AtKeyword("NULL")) kind = Node::Kind::kNull;
    if (cursor_.AtKeyword("MISSING") && !AtCall()) kind = Node::Kind::kMissing;
    if (kind) {
      cursor_.Next();
      return MakeLeaf(*kind, word, LowerCase(word.text));
    }
    if (AtCall() && !cursor_.AtKeyword("MISSING")) return ParseCall();
    return cursor_.NotWellFormed();
  }

  Result<Node> ParseSymbol() {
    if (cursor_.AtSymbol("?")) {
      const Token mark = cursor_.Next();
      Node node = MakeLeaf(Node::Kind::kParameter, mark, "");
      node.parameter = cursor_.NextParameter();
      return node;
    }
    if (cursor_.AtSymbol("[")) return ParseCollection(Node::Kind::kList, "]");
    if (cursor_.AtSymbol("<<")) return ParseCollection(Node::Kind::kBag, ">>");
    if (cursor_.AtSymbol("{")) return ParseTuple();
    if (cursor_.AtSymbol("(")) return ParseParenthesised();
    // A name in the scope nearest to it, of which there is but one.
    if (cursor_.TakeSymbol("@")) return ParsePath();
    return cursor_.NotWellFormed();
  }

  Result<Node> ParseCall() {
    const Token name = cursor_.Next();
    Node node = MakeLeaf(Node::Kind::kCall, name, LowerCase(name.text));
    TRY(cursor_.ExpectSymbol("("));
    if (node.text == "count" && cursor_.TakeSymbol("*")) {
      TRY(cursor_.ExpectSymbol(")"));
      return node;
    }
    if (cursor_.AtKeyword("SELECT")) {
      TRY(Node select, ParseQuery());
      node.children.push_back(std::move(select));
      TRY(cursor_.ExpectSymbol(")"));
      return node;
    }
    TRY(node.children, ParseList(")"));
    return node;
  }

  // Values separated by commas, up to and with `closing`.
  Result<std::vector<Node>> ParseList(std::string_view closing) {
    std::vector<Node> values;
    if (cursor_.TakeSymbol(closing)) return values;
    do {
      TRY(Node value, ParseExpression(cursor_));
      values.push_back(std::move(value));
    } while (cursor_.TakeSymbol(","));
    TRY(cursor_.ExpectSymbol(closing));
    return values;
  }

  Result<Node> ParseCollection(Node::Kind kind, std::string_view closing) {
    const Token opening = cursor_.Next();
    Node node = MakeLeaf(kind, opening, "");
    TRY(node.children, ParseList(closing));
    return node;
  }

  // ( value, … ), of at least one.
  Result<Node> ParseSequence() {
    if (!cursor_.AtSymbol("(")) return cursor_.NotWellFormed();
    TRY(Node node, ParseCollection(Node::Kind::kList, ")"));
    if (node.children.empty()) return cursor_.NotWellFormed();
    return node;
  }

  Result<Node> ParseParenthesised() {
    if (IsKeyword(cursor_.peek_next(), "SELECT")) {
      cursor_.Next();
      TRY(Node select, ParseQuery());
      TRY(cursor_.ExpectSymbol(")"));
      return select;
    }
    TRY(Node sequence, ParseSequence());
    if (sequence.children.size() > 1) return sequence;
    Node only = std::move(sequence.children.front());
    return only;
  }

  Result<Node> ParseQuery() {
    Node node = MakeLeaf(Node::Kind::kSelect, cursor_.peek(), "");
    TRY(ParseSelect(cursor_));
    return node;
  }

  Result<Node> ParseTuple() {
    const Token opening = cursor_.Next();
    Node node = MakeLeaf(Node::Kind::kTuple, opening, "");
    if (cursor_.TakeSymbol("}")) return node;
    do {
      TRY(Node name, ParseExpression(cursor_));
      TRY(cursor_.ExpectSymbol(":"));
      TRY(Node value, ParseExpression(cursor_));
      node.children.push_back(std::move(name));
      node.children.push_back(std::move(value));
    } while (cursor_.TakeSymbol(","));
    TRY(cursor_.ExpectSymbol("}"));
    return node;
  }

  Result<Step> ParseStep() {
    if (cursor_.TakeSymbol(".")) {
      const Position position = cursor_.peek().position;
      if (cursor_.TakeSymbol("*")) return Step{Step::Kind::kUnpivot, "", position};
      TRY(const Token name, cursor_.ExpectName());
      return Step{Step::Kind::kMember, Unquoted(name), position};
    }
    TRY(cursor_.ExpectSymbol("["));
    const Position position = cursor_.peek().position;
    Step step{Step::Kind::kWildcard, "", position};
    if (!cursor_.TakeSymbol("*")) {
      TRY(Node inside, ParseExpression(cursor_));
      step = {Step::Kind::kExpression, inside.text, inside.position};
      if (inside.kind == Node::Kind::kString) step.kind = Step::Kind::kMember;
      const bool whole = inside.text.find_first_of(".eE") == std::string::npos;
      if (inside.kind == Node::Kind::kNumber && whole) step.kind = Step::Kind::kElement;
    }
    TRY(cursor_.ExpectSymbol("]"));
    return step;
  }

  // A name and what may follow it.
  Result<Node> ParsePath() {
    TRY(const Token name, cursor_.ExpectName());
    Node node = MakeLeaf(Node::Kind::kName, name, Unquoted(name));
    while (cursor_.AtSymbol(".") || cursor_.AtSymbol("[")) {
      TRY(Step step, ParseStep());
      node.kind = Node::Kind::kPath;
      node.steps.push_back(std::move(step));
    }
    return node;
  }

  Cursor& cursor_;
};

}  // namespace

Result<Node> ParseValue(Cursor& cursor) { return ValueParser(cursor).ParseValue(); }

Result<Node> ParsePath(Cursor& cursor) { return ValueParser(cursor).ParsePath(); }

Result<Node> ParseSequence(Cursor& cursor) { return ValueParser(cursor).ParseSequence(); }

Node MakeLeaf(Node::Kind kind, const Token& token, std::string text) {
  Node node;
  node.kind = kind;
  node.position = token.position;
  node.text = std::move(text);
  return node;
}

std::string LowerCase(std::string_view word) {
  std::string lower(word);
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return lower;
}

}  // namespace meridian::partiql
