#include "deploy/links/board.h"

#include <sstream>
#include <stdexcept>

namespace meridian::links {
namespace {

net::ip::tcp::endpoint ParseEndpoint(const std::string& text) {
  const size_t colon = text.rfind(':');
  if (colon == std::string::npos) throw std::runtime_error("no port in \"" + text + "\"");
  const int port = std::stoi(text.substr(colon + 1));
  if (port < 1 || port > 65535) throw std::runtime_error("no such port: \"" + text + "\"");
  return {net::ip::make_address(text.substr(0, colon)), static_cast<uint16_t>(port)};
}

LinkSpec ParseLine(const std::string& line) {
  std::istringstream words(line);
  LinkSpec spec;
  std::string listen;
  std::string target;
  if (!(words >> spec.from >> spec.to >> spec.kind >> listen >> target)) {
    throw std::runtime_error("expected: FROM TO KIND LISTEN TARGET");
  }
  spec.listen = ParseEndpoint(listen);
  spec.target = ParseEndpoint(target);
  return spec;
}

}  // namespace

Board::Board(net::io_context& io, std::istream& file) {
  std::string line;
  for (int number = 1; std::getline(file, line); ++number) {
    if (line.empty() || line.front() == '#') continue;
    try {
      links_.push_back(std::make_unique<Link>(io, ParseLine(line)));
    } catch (const std::exception& fault) {
      throw std::runtime_error("line " + std::to_string(number) + ": " + fault.what());
    }
  }
}

void Board::Start() {
  for (const auto& link : links_) link->Start();
}

std::string Board::Run(const std::string& command) {
  std::istringstream words(command);
  std::string verb;
  std::string a;
  std::string b;
  words >> verb >> a >> b;
  if (verb == "status") return Status();
  if ((verb == "cut" || verb == "heal") && !b.empty()) return Set(verb == "cut", a, b);
  return "error: expected cut A B, heal A B or status\n";
}

std::string Board::Set(bool cut, const std::string& a, const std::string& b) {
  int changed = 0;
  for (const auto& link : links_) {
    if (!link->Joins(a, b)) continue;
    cut ? link->Cut() : link->Heal();
    ++changed;
  }
  if (changed == 0) return "error: no link joins " + a + " and " + b + "\n";
  return "ok: " + std::to_string(changed) + " links " + (cut ? "cut" : "healed") + "\n";
}

std::string Board::Status() const {
  std::ostringstream out;
  for (const auto& link : links_) {
    const LinkSpec& spec = link->spec();
    out << spec.from << ' ' << spec.to << ' ' << spec.kind << ' ' << (link->cut() ? "cut" : "up")
        << ' ' << link->connections() << ' ' << link->forwarded_bytes() << '\n';
  }
  return out.str();
}

}  // namespace meridian::links
