#include "config/load.h"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <thread>

#include "config/document.h"
#include "config/fault.h"
#include "config/filling.h"
#include "config/rules.h"

namespace meridian {
namespace {

constexpr unsigned kHttpThreadsMax = 256;

void FillInCores(Config& config, unsigned cores) {
  cores = std::max(cores, 1u);
  if (config.http.threads == 0) {
    config.http.threads = static_cast<int>(std::min(cores, kHttpThreadsMax));
  }
  if (config.storage.shards == 0) {
    config.storage.shards =
        static_cast<uint16_t>(std::min(cores, static_cast<unsigned>(config.storage.partitions)));
  }
}

Result<std::string> ReadFile(const std::string& path) {
  std::string text;
  // Not an ifstream, which throws when it reads a folder.
  std::FILE* const file = std::fopen(path.c_str(), "rb");
  bool read = file != nullptr;
  if (read) {
    char part[4096];
    while (const size_t size = std::fread(part, 1, sizeof part, file)) text.append(part, size);
    read = std::ferror(file) == 0;
  }
  const int cause = errno;
  if (file != nullptr) std::fclose(file);
  if (read) return text;
  return Error{Errc::kNotFound, path + ": cannot be read: " + std::strerror(cause) +
                                    "; --config names the region's configuration"};
}

}  // namespace

Result<Config> Load(const std::string& path) {
  TRY(const std::string text, ReadFile(path));
  return ParseConfig(text, path, std::thread::hardware_concurrency());
}

Result<Config> ParseConfig(std::string_view text, const std::string& file, unsigned cores) {
  TRY(const ConfigDocument document, ParseToml(text, file));
  Config config;
  ConfigLines lines;
  ConfigFaults faults(file);
  ConfigFilling(config, lines, faults).Fill(document);
  CheckTogether(config, lines, faults);
  if (!faults.empty()) return std::move(faults).ToError();
  FillInCores(config, cores);
  return config;
}

}  // namespace meridian
