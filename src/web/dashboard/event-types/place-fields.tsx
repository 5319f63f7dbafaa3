import { locationTypes } from "../../../domain/records.ts";
import type { Texts } from "../../../i18n/texts/booking.ts";
import { fill } from "../../../i18n/wording.ts";
import type { DashboardTexts } from "../../../i18n/texts/dashboard-texts.ts";
import { placeText } from "../../booking/parts/event-part.tsx";
import { Input, Select } from "../forms/fields.tsx";
import type { Form } from "../forms/form.ts";

type PlaceProps = { readonly form: Form; readonly texts: DashboardTexts; readonly words: Texts };

/** Where a meeting takes place. */
export function PlaceFields({ form, texts, words }: PlaceProps) {
  const { eventTypes } = texts;
  return (
    <div class="row">
      <Select
        form={form}
        name="location_type"
        label={eventTypes.place}
        options={locationTypes.map((value) => ({ value, label: placeText(words, value) }))}
      />
      <Input
        form={form}
        name="location"
        label={eventTypes.location}
        hint={
          <>
            {eventTypes.locationHint} {fill(eventTypes.locationUid, { code: "{booking_uid}" })}
          </>
        }
        max={500}
      />
    </div>
  );
}
