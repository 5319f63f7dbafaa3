import { type RefObject, useCallback, useMemo, useRef, useState } from "react";
import type { Booking } from "../core/messages.ts";
import type { SchedKitHandle } from "./options.ts";

/** What `useSchedKit` answers. */
export type SchedKitState = {
  isOpen: boolean;
  /** The booking made last; null before the first. */
  booking: Booking | null;
  open: () => void;
  close: () => void;
  toggle: () => void;
  /** To be spread over one `SchedKitEmbed`, which is then the one that opens. */
  embed: {
    ref: RefObject<SchedKitHandle | null>;
    onOpen: () => void;
    onClose: () => void;
    onBooked: (booking: Booking) => void;
  };
};

/**
 * Opens and closes a popup or widget from elsewhere, and knows how it stands. Without an embed that its `embed` is
 * spread over, it only keeps `isOpen`, for a component that shows one on its own terms.
 */
export function useSchedKit(): SchedKitState {
  const [isOpen, setIsOpen] = useState(false);
  const [booking, setBooking] = useState<Booking | null>(null);
  const ref = useRef<SchedKitHandle>(null);
  const open = useCallback(() => {
    if (ref.current) ref.current.open();
    else setIsOpen(true);
  }, []);
  const close = useCallback(() => {
    if (ref.current) ref.current.close();
    else setIsOpen(false);
  }, []);
  const embed = useMemo(
    () => ({ ref, onOpen: () => setIsOpen(true), onClose: () => setIsOpen(false), onBooked: setBooking }),
    [],
  );
  return { isOpen, booking, open, close, toggle: isOpen ? close : open, embed };
}
