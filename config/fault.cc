#include "config/fault.h"

#include <algorithm>

namespace meridian {
namespace {

// Levenshtein's distance: insertions, deletions and replacements from one name to the other.
size_t Distance(std::string_view from, std::string_view to) {
  std::vector<size_t> row(to.size() + 1);
  for (size_t j = 0; j <= to.size(); ++j) row[j] = j;
  for (size_t i = 1; i <= from.size(); ++i) {
    size_t diagonal = row[0];
    row[0] = i;
    for (size_t j = 1; j <= to.size(); ++j) {
      const size_t replaced = diagonal + (from[i - 1] == to[j - 1] ? 0 : 1);
      diagonal = row[j];
      row[j] = std::min({row[j] + 1, row[j - 1] + 1, replaced});
    }
  }
  return row.back();
}

}  // namespace

void ConfigFaults::Add(int line, std::string key, std::string fault) {
  faults_.push_back(
      {line, file_ + ":" + std::to_string(line) + ": " + std::move(key) + ": " + std::move(fault)});
}

Error ConfigFaults::ToError() && {
  std::ranges::stable_sort(faults_, {}, &Fault::line);
  Error error{Errc::kValidation, {}};
  for (const Fault& fault : faults_) {
    if (!error.message.empty()) error.message += '\n';
    error.message += fault.text;
  }
  return error;
}

std::string_view NearestName(std::string_view name,
                             const std::vector<std::string_view>& candidates) {
  // Half of the letters wrong is another word.
  size_t least = std::max<size_t>(name.size() / 2, 1) + 1;
  std::string_view nearest;
  for (const std::string_view candidate : candidates) {
    const bool begun = name.size() >= 3 && candidate.starts_with(name);
    const size_t distance = begun ? 1 : Distance(name, candidate);
    if (distance < least) {
      least = distance;
      nearest = candidate;
    }
  }
  return nearest;
}

}  // namespace meridian
