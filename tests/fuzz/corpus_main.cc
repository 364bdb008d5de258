// A fuzzer's main where there is no libFuzzer: each file of the corpus, every beginning of it, and
// it with each byte left out, doubled or replaced by one of those that grammars care about. Always
// the same inputs, so that a failure is there again.
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size);

namespace {

constexpr std::string_view kTelling = "'\"?(){}[]<>,.=-\x80 0a";

size_t Run(const std::string& input) {
  LLVMFuzzerTestOneInput(reinterpret_cast<const uint8_t*>(input.data()), input.size());
  return 1;
}

size_t RunAround(const std::string& input) {
  size_t count = Run(input);
  for (size_t i = 0; i < input.size(); ++i) {
    count += Run(input.substr(0, i));
    std::string changed = input;
    count += Run(changed.erase(i, 1));
    changed = input;
    count += Run(changed.insert(i, 1, input[i]));
    for (const char c : kTelling) {
      changed = input;
      changed[i] = c;
      count += Run(changed);
    }
  }
  return count;
}

}  // namespace

int main(int argc, char** argv) {
  size_t inputs = 0;
  for (int i = 1; i < argc; ++i) {
    for (const auto& entry : std::filesystem::directory_iterator(argv[i])) {
      std::ifstream file(entry.path(), std::ios::binary);
      inputs += RunAround(std::string(std::istreambuf_iterator<char>(file), {}));
    }
  }
  std::printf("%zu inputs\n", inputs);
  return inputs > 0 ? 0 : 1;
}
