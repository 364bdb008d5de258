#include "regions/expressions/projection.h"

#include <utility>

#include "regions/expressions/binder.h"
#include "regions/expressions/errors.h"
#include "regions/expressions/parser.h"

namespace meridian {

Result<Projection> Projection::Make(std::vector<Path> paths) {
  Projection projection;
  for (const Path& path : paths) TRY(projection.tree_.Add(path));
  projection.paths_ = std::move(paths);
  return projection;
}

Item Projection::Of(const Item& item) const { return tree_.Prune(item); }

Result<Projection> ParseProjection(std::string_view text, Substitutions& substitutions) {
  TRY(const std::vector<SyntaxNode> nodes, ParseProjectionSyntax(text));
  Binder binder(ExpressionKind::kProjection, substitutions);
  for (const SyntaxNode& node : nodes) TRY(binder.CheckWords(node));
  for (const SyntaxNode& node : nodes) TRY(binder.CheckDefined(node));
  std::vector<Path> paths;
  paths.reserve(nodes.size());
  for (const SyntaxNode& node : nodes) paths.push_back(binder.BindPath(node));
  Result<Projection> projection = Projection::Make(std::move(paths));
  if (!projection) {
    return InvalidExpression(ExpressionKind::kProjection, projection.error().message);
  }
  return projection;
}

}  // namespace meridian
