// Parse trees as text, for the tests of the grammar: (and (= a 1) (in b (list ?0))).
#pragma once

#include <string>
#include <string_view>

#include "regions/partiql/cursor.h"
#include "regions/partiql/expression_parser.h"
#include "regions/partiql/syntax.h"

namespace meridian::partiql {

inline std::string Shown(const Step& step) {
  switch (step.kind) {
    case Step::Kind::kMember: return "." + step.text;
    case Step::Kind::kElement: return "[" + step.text + "]";
    case Step::Kind::kWildcard: return "[*]";
    case Step::Kind::kUnpivot: return ".*";
    case Step::Kind::kExpression: return "[...]";
  }
  return "";
}

inline std::string Shown(const Node& node);

inline std::string ShownForm(std::string form, const Node& node) {
  for (const Node& child : node.children) form += " " + Shown(child);
  return "(" + form + ")";
}

inline std::string Shown(const Node& node) {
  switch (node.kind) {
    case Node::Kind::kName:
    case Node::Kind::kPath: {
      std::string shown = node.text;
      for (const Step& step : node.steps) shown += Shown(step);
      return shown;
    }
    case Node::Kind::kString: return "'" + node.text + "'";
    case Node::Kind::kNumber:
    case Node::Kind::kBool:
    case Node::Kind::kNull:
    case Node::Kind::kMissing:
    case Node::Kind::kIon: return node.text;
    case Node::Kind::kParameter: return "?" + std::to_string(node.parameter);
    case Node::Kind::kList: return ShownForm("list", node);
    case Node::Kind::kBag: return ShownForm("bag", node);
    case Node::Kind::kTuple: return ShownForm("tuple", node);
    case Node::Kind::kCall: return ShownForm("call " + node.text, node);
    case Node::Kind::kOperator: return ShownForm(node.text, node);
    case Node::Kind::kSelect: return "(select)";
  }
  return "";
}

// The tree of `expression` as a whole; the error's message if there is none.
inline std::string Parsed(std::string_view expression) {
  Cursor cursor(expression);
  const auto node = ParseExpression(cursor);
  if (!node) return node.error().message;
  return cursor.AtEnd() ? Shown(*node) : Shown(*node) + " and more";
}

}  // namespace meridian::partiql
