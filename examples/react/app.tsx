/** @jsxImportSource react */
import { SchedKitEmbed, useSchedKit } from "@schedkit/react";
import { useState } from "react";

const jane = { baseUrl: "http://localhost:3000", user: "jane", event: "30min" };

/** An inline booking page, and a popup behind a button of our own. */
export function App({ baseUrl = jane.baseUrl }: { readonly baseUrl?: string }) {
  const { open, embed } = useSchedKit();
  const [booked, setBooked] = useState<string>();
  const host = { ...jane, baseUrl };
  return (
    <main>
      <h1>Talk to Jane</h1>
      <button onClick={open}>Book a call</button>
      <SchedKitEmbed {...embed} {...host} mode="popup" label="" />
      <SchedKitEmbed {...host} onBooked={({ start_time }) => setBooked(start_time)} />
      {booked && <p role="status">Booked for {new Date(booked).toLocaleString()}</p>}
    </main>
  );
}
