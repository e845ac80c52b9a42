#include <array>

#include "kiosk/ui/view.h"

namespace menting::ui {

namespace {

/// In the order of Page.
constexpr std::array page_drawings = {
    draw_home,           draw_attract,       draw_choose_lane,
    draw_choose_service, draw_ticket_taken,  draw_find_ticket,
    draw_ticket_found,   draw_check_in,      draw_find_visit,
    draw_rate,           draw_comment,       draw_rated,
    draw_repair,         draw_repair_kind,   draw_repair_brand,
    draw_repair_model,   draw_repair_serial, draw_repair_faults,
    draw_repair_body,    draw_repair_bought, draw_repair_left_with,
    draw_repair_data,    draw_repair_lock,   draw_repair_consent,
    draw_repair_name,    draw_repair_phone,  draw_repair_terms,
    draw_repair_sign,    draw_repair_review, draw_repair_words,
    draw_repair_taken,   draw_repair_status, draw_repair_found,
    draw_repair_answer,  draw_help,          draw_staff_sign_in,
    draw_staff,
};
static_assert(page_drawings.size() == page_count);

}  // namespace

void draw_page(Page page, View& view) {
  page_drawings[static_cast<std::size_t>(page)](view);
}

}  // namespace menting::ui
