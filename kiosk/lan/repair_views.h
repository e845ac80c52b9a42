#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "kiosk/desk/journal.h"
#include "kiosk/domain/device_list.h"
#include "kiosk/domain/repair_figures.h"
#include "kiosk/lan/views.h"

/// The JSON of repairs, made from values: each function returns a whole JSON text.
namespace menting::lan {

/// Kinds of devices with their faults, what may be left with one, the terms' version: what a hand-in asks for.
std::string repair_catalogue_view(const ViewContext& context);
/// Brands and models to choose from.
std::string device_list_view(const domain::DeviceList& devices);

/// An order as a command left it: without what the notes say.
std::string repair_receipt_view(const desk::Answer& answer, const ViewContext& context);
/// The same just after the hand-in, with the pick-up code and the number in the queue, or why there is none.
std::string repair_opened_view(const desk::Answer& answer, const ViewContext& context);
/// The number in the queue of somebody who fetches a device.
std::string repair_fetched_view(const desk::Answer& answer, const ViewContext& context);

/// An order with what its notes say; while it is open with the customer.
std::string repair_view(const domain::RepairOrder& order, const std::optional<domain::Loaner>& loaner,
                        const std::vector<desk::NoteRead>& notes, const ViewContext& context);
/// What a customer may see of their own order, on whatever screen: no name, no telephone number.
std::string repair_status_view(const domain::RepairOrder& order, const std::optional<domain::Loaner>& loaner,
                               const std::vector<desk::NoteRead>& notes, const ViewContext& context);
/// `orders` is the part asked for of `total`; `lent` the loaners that customers have.
std::string repair_list_view(const std::vector<domain::RepairOrder>& orders, std::size_t total,
                             const std::map<domain::LoanerNumber, domain::Loaner>& lent, const ViewContext& context);

std::string loaner_view(const domain::Loaner& loaner, const ViewContext& context);
std::string loaner_list_view(const std::vector<domain::Loaner>& loaners, const ViewContext& context);

std::string repair_figures_view(const domain::RepairFigures& figures, domain::BusinessDay from, domain::BusinessDay to,
                                const ViewContext& context);

/// The same rows with the same names, as one table.
std::string repair_figures_csv(const domain::RepairFigures& figures, domain::BusinessDay from, domain::BusinessDay to,
                               const ViewContext& context);

}  // namespace menting::lan
