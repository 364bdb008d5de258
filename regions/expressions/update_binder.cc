// ParseUpdate: parsed updates to update programs.
//
// The order of checks is DynamoDB's: reserved words, unknown functions, functions out of place,
// repeated sections, undefined names, undefined values, paths that overlap, operands.
#include <algorithm>
#include <array>
#include <string>
#include <utility>
#include <vector>

#include "regions/expressions/binder.h"
#include "regions/expressions/functions.h"
#include "regions/expressions/parser.h"
#include "regions/expressions/update.h"
#include "regions/expressions/update_values.h"
#include "storage/base/check.h"

namespace meridian {
namespace {

// The names that ADD and DELETE use for types in their errors.
std::string_view LongTypeName(AttributeType type) {
  switch (type) {
    case AttributeType::kString: return "STRING";
    case AttributeType::kNumber: return "NUMBER";
    case AttributeType::kBinary: return "BINARY";
    case AttributeType::kBool: return "BOOLEAN";
    case AttributeType::kNull: return "NULL";
    case AttributeType::kStringSet: return "STRING_SET";
    case AttributeType::kNumberSet: return "NUMBER_SET";
    case AttributeType::kBinarySet: return "BINARY_SET";
    case AttributeType::kList: return "LIST";
    case AttributeType::kMap: return "MAP";
  }
  return "";
}

bool IsSet(AttributeType type) {
  return type == AttributeType::kStringSet || type == AttributeType::kNumberSet ||
         type == AttributeType::kBinarySet;
}

UpdateAction::Kind KindOf(std::string_view section) {
  if (section == "SET") return UpdateAction::Kind::kSet;
  if (section == "REMOVE") return UpdateAction::Kind::kRemove;
  if (section == "ADD") return UpdateAction::Kind::kAdd;
  CHECK(section == "DELETE");
  return UpdateAction::Kind::kDelete;
}

class UpdateBinder {
 public:
  explicit UpdateBinder(Substitutions& substitutions)
      : binder_(ExpressionKind::kUpdate, substitutions) {}

  Status Check(const std::vector<UpdateSectionSyntax>& sections) {
    TRY(ForEachNode(sections, [this](const auto& node) { return binder_.CheckWords(node); }));
    TRY(ForEachNode(sections, [this](const auto& node) { return binder_.CheckFunctions(node); }));
    TRY(ForEachNode(sections, [this](const auto& node) { return CheckPlaces(node); }));
    for (auto section = sections.begin(); section != sections.end(); ++section) {
      const auto first =
          std::ranges::find(sections, section->keyword, &UpdateSectionSyntax::keyword);
      if (first != section) {
        return binder_.Invalid("The \"" + std::string(section->keyword) +
                               "\" section can only be used once in an update expression;");
      }
    }
    TRY(ForEachNode(sections, [this](const auto& n) { return binder_.CheckNamesDefined(n); }));
    return ForEachNode(sections, [this](const auto& n) { return binder_.CheckValuesDefined(n); });
  }

  // Requires: Check passed. The actions without their values.
  Result<std::vector<UpdateAction>> BindPaths(const std::vector<UpdateSectionSyntax>& sections,
                                              PathTree* touched) {
    std::vector<UpdateAction> actions;
    for (const UpdateSectionSyntax& section : sections) {
      for (const UpdateClauseSyntax& clause : section.clauses) {
        Path path = binder_.BindPath(clause.path);
        if (const Status added = touched->Add(path); !added) {
          return binder_.Invalid(added.error().message);
        }
        actions.push_back({KindOf(section.keyword), std::move(path), {}});
      }
    }
    return actions;
  }

  // Requires: `actions` came from BindPaths of the same sections.
  Status BindValues(const std::vector<UpdateSectionSyntax>& sections,
                    std::vector<UpdateAction>* actions) {
    auto action = actions->begin();
    for (const UpdateSectionSyntax& section : sections) {
      for (const UpdateClauseSyntax& clause : section.clauses) {
        if (action->kind == UpdateAction::Kind::kSet) {
          TRY(action->value, BindValue(clause.value));
        } else if (action->kind != UpdateAction::Kind::kRemove) {
          TRY(action->value, BindLiteral(section.keyword, clause.value));
        }
        ++action;
      }
    }
    return OkStatus();
  }

 private:
  // Applies `check` to every path and value, in text order, up to the first error.
  template <class Check>
  static Status ForEachNode(const std::vector<UpdateSectionSyntax>& sections, Check check) {
    for (const UpdateSectionSyntax& section : sections) {
      for (const UpdateClauseSyntax& clause : section.clauses) {
        TRY(check(clause.path));
        if (section.keyword != "REMOVE") TRY(check(clause.value));
      }
    }
    return OkStatus();
  }

  // list_append is a whole value, never an operand of anything.
  Status CheckPlaces(const SyntaxNode& node) const {
    for (const SyntaxNode& operand : node.children) {
      if (operand.kind == SyntaxNode::Kind::kCall && operand.text == kListAppend) {
        return binder_.Invalid(
            "The function is not allowed to be used this way in an expression; function: " +
            std::string(kListAppend));
      }
      TRY(CheckPlaces(operand));
    }
    return OkStatus();
  }

  Result<UpdateValue> BindLiteral(std::string_view section, const SyntaxNode& node) {
    AttributeValue literal = binder_.BindValue(node);
    const bool allowed =
        IsSet(literal.type()) || (section == "ADD" && literal.Is(AttributeType::kNumber));
    if (allowed) return UpdateValue{std::move(literal)};
    std::string problem("Incorrect operand type for operator or function; operator: ");
    problem.append(section)
        .append(", operand type: ")
        .append(LongTypeName(literal.type()))
        .append(", typeSet: ALLOWED_FOR_")
        .append(section)
        .append("_OPERAND");
    return binder_.Invalid(problem);
  }

  Result<UpdateValue> BindValue(const SyntaxNode& node) {
    if (node.kind == SyntaxNode::Kind::kPath) return UpdateValue{binder_.BindPath(node)};
    if (node.kind == SyntaxNode::Kind::kValue) return UpdateValue{binder_.BindValue(node)};
    TRY(binder_.CheckOperandCount(node, 2));
    UpdateCall call{KindOfCall(node.text), {}};
    if (call.kind == UpdateCall::Kind::kIfNotExists &&
        node.children[0].kind != SyntaxNode::Kind::kPath) {
      return binder_.NeedsPath(kIfNotExists);
    }
    for (const SyntaxNode& child : node.children) {
      TRY(UpdateValue operand, BindValue(child));
      if (const Status fits = CheckOperand(call.kind, operand); !fits) {
        return binder_.Invalid(fits.error().message);
      }
      call.operands.push_back(std::move(operand));
    }
    return UpdateValue{std::move(call)};
  }

  static UpdateCall::Kind KindOfCall(std::string_view text) {
    if (text == "+") return UpdateCall::Kind::kAdd;
    if (text == "-") return UpdateCall::Kind::kSubtract;
    if (text == kIfNotExists) return UpdateCall::Kind::kIfNotExists;
    CHECK(text == kListAppend);
    return UpdateCall::Kind::kListAppend;
  }

  Binder binder_;
};

}  // namespace

Result<UpdateProgram> ParseUpdate(std::string_view text, Substitutions& substitutions) {
  TRY(const std::vector<UpdateSectionSyntax> sections, ParseUpdateSyntax(text));
  UpdateBinder binder(substitutions);
  TRY(binder.Check(sections));
  PathTree touched;
  TRY(std::vector<UpdateAction> actions, binder.BindPaths(sections, &touched));
  TRY(binder.BindValues(sections, &actions));
  return UpdateProgram(std::move(actions), std::move(touched));
}

}  // namespace meridian
