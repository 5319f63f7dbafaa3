import { type RefObject, useCallback, useMemo, useRef, useState } from "react";
import type { Booking } from "../core/messages.ts";
import type { SchedKitHandle } from "./options.ts";

/** The result of `useSchedKit`. */
export type SchedKitState = {
  isOpen: boolean;
  /** The latest booking; null before the first. */
  booking: Booking | null;
  open: () => void;
  close: () => void;
  toggle: () => void;
  /** Spread these over the one `SchedKitEmbed` that should open. */
  embed: {
    ref: RefObject<SchedKitHandle | null>;
    onOpen: () => void;
    onClose: () => void;
    onBooked: (booking: Booking) => void;
  };
};

/**
 * Opens and closes a popup or widget from elsewhere, and tracks its state. If `embed` is not spread over a component, it only
 * tracks `isOpen`, for components that show an embed conditionally.
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
